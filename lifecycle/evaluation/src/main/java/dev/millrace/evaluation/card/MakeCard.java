package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent;
import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.Evaluation;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.artifact.ModelCard;
import dev.millrace.core.artifact.ModelVersion;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.port.Origins;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Writes a registered model's card, as a page and as data. Both depend on content alone: who made
 * the model and when, and its aliases and notes, are told by who exports the card.
 */
@Named("model_card")
@Doc("Writes what there is to know of a registered model before using it, as a page and as data.")
@Example(
    """
    model_card:
      uses: model_card
      with: { readme: README.md }
    """)
public final class MakeCard implements Component<MakeCard.Inputs, MakeCard.Outputs> {

  /** The version, and what it was judged by. */
  public record Inputs(
      @Doc("What the card is of") ModelVersion version,
      @Doc("The bundle of that version") Model model,
      @Doc("How good it was found to be") Evaluation evaluation,
      @Doc("The verdict that let it in") ModelBlessing blessing,
      @Default("README.md")
          @Doc("The file whose section 'Intended use', or else its beginning, is on the card")
          Value<String> readme) {}

  public record Outputs(@Doc("The card") ModelCard card) {}

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws IOException {
    String name = required(inputs.version(), "name").stringValue();
    int version = required(inputs.version(), "version").intValue();
    Digest digest = stored(inputs.model()).digest();
    requireSame(name + " version " + version, inputs, digest);
    CardSources sources =
        new CardSources(name, version, digest, ModelBundle.open(inputs.model().directory()))
            .evaluation(Json.read(inputs.evaluation().file(CardSources.EVALUATION)))
            .blessing(Json.read(inputs.blessing().file(CardSources.BLESSING)))
            .judgedBy("blessing", stored(inputs.blessing()).digest())
            .judgedBy("evaluation", stored(inputs.evaluation()).digest());
    origin(inputs, task).ifPresent(sources::origin);
    IntendedUse.read(task.resolve(inputs.readme().get()))
        .ifPresentOrElse(
            use -> sources.readme(use.readme(inputs.readme().get())),
            () -> sources.missing("There is no " + inputs.readme().get() + " in the project."));
    CardContent card = CardMaker.of(sources);
    card.missing().forEach(task::log);
    return new Outputs(write(card, digest, task));
  }

  /** The README, and how the model came to be. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task) throws IOException {
    String readme = inputs.readme().get();
    String use =
        IntendedUse.read(task.resolve(readme))
            .map(text -> readme + " " + text.digest())
            .orElse("no " + readme);
    String origin =
        origin(inputs, task)
            .map(known -> "made as " + Digest.of(Json.tree(known)))
            .orElse("of unknown origin");
    return Optional.of(use + ", " + origin);
  }

  private static Optional<Origins.Origin> origin(Inputs inputs, TaskContext task) {
    return task.port(Origins.class).of(stored(inputs.model()).id());
  }

  private static void requireSame(String version, Inputs inputs, Digest model) {
    String registered = required(inputs.version(), "model").stringValue();
    if (!registered.equals(model.hex())) {
      throw UserError.failure(
              "%s is of the bundle %s, and the model given is %s"
                  .formatted(version, registered, model))
          .hint("give the step that writes the card the model that was registered");
    }
  }

  private static ModelCard write(CardContent content, Digest model, TaskContext task)
      throws IOException {
    ModelCard card = task.stage(ModelCard.TYPE);
    Files.writeString(card.file("model_card.json"), Json.pretty(Json.tree(content)));
    Files.writeString(card.file("model_card.html"), CardPage.of(content, Optional.empty()));
    card.property("name", content.subject().model());
    card.property("version", content.subject().version());
    card.property("model", model.hex());
    return card;
  }

  private static JsonNode required(ModelVersion version, String property) {
    return version
        .property(property)
        .orElseThrow(
            () -> new IllegalArgumentException("a ModelVersion without '" + property + "'"));
  }

  private static Handle.Stored stored(Artifact artifact) {
    if (artifact.handle() instanceof Handle.Stored stored) {
      return stored;
    }
    throw new IllegalArgumentException("an input of a step is a stored artifact: " + artifact);
  }
}
