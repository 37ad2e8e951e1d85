package dev.millrace.cli;

import dev.millrace.app.App;
import dev.millrace.core.api.ModelEdit;
import dev.millrace.core.api.ModelReport;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace models edit}. */
@Command(
    name = "edit",
    description = "Tag or describe a model or a version of it, or take an alias away.")
final class EditModelCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private Session session = new Session();

  @Parameters(
      paramLabel = "MODEL[@VERSION]",
      description = "The model's name; with a version or an alias, that version.")
  private String model = "";

  @Option(
      names = "--tag",
      paramLabel = "NAME=VALUE",
      description = "A tag to set; may be given again for another.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--untag",
      paramLabel = "NAME",
      description = "A tag to take away; may be given again for another.")
  private Set<String> untag = new LinkedHashSet<>();

  @Option(names = "--description", paramLabel = "TEXT", description = "What is to be known of it.")
  private Optional<String> description = Optional.empty();

  @Option(
      names = "--remove-alias",
      paramLabel = "NAME",
      description = "An alias of the model that is to stand for nothing; alone.")
  private Optional<String> removeAlias = Optional.empty();

  @Option(names = "--reason", paramLabel = "WORDS", description = "Why, for the history.")
  private String reason = "";

  EditModelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (App app = session.open(console)) {
      ModelReport report =
          app.models().edit(new ModelEdit(model, tags, untag, description, removeAlias, reason));
      session.answer(console, report, () -> new ModelPage(console).print(model, report));
      return 0;
    }
  }
}
