package dev.millrace.app;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.registry.VersionEntry;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.MetadataStore.Task;
import dev.millrace.store.lineage.Lineage;
import dev.millrace.store.lineage.Node;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what people name: by id, by where it was made, or by what it is in the registry. */
final class Things {

  private static final Pattern WHOLE_ID =
      Pattern.compile("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** {@code RUN/STEP.OUTPUT}, where the step may be a path. */
  private static final Pattern MADE = Pattern.compile("([0-9a-f-]+)/(.+)\\.([a-z0-9_]+)");

  private final Parts parts;

  Things(Parts parts) {
    this.parts = parts;
  }

  /**
   * What the text names.
   *
   * @throws UserError if there is no such thing
   */
  Node find(String text) {
    if (text.contains("@")) {
      return version(text);
    }
    int colon = text.indexOf(':');
    if (colon >= 0) {
      return deployment(text.substring(0, colon), text.substring(colon + 1));
    }
    return node(id(text), text);
  }

  /** The id of an artifact, an execution or a run. */
  Id id(String text) {
    Matcher made = MADE.matcher(text);
    if (made.matches()) {
      return artifact(parts.runReports().find(made.group(1)), made.group(2), made.group(3));
    }
    return WHOLE_ID.matcher(text).matches() ? Id.parse(text) : parts.runReports().find(text).id();
  }

  private Id artifact(Run run, String step, String output) {
    List<Task> tasks = parts.metadata().tasks(run.id());
    Task task =
        tasks.stream()
            .filter(each -> each.step().equals(step))
            .findFirst()
            .orElseThrow(
                () ->
                    UserError.notFound("run " + run.id().brief() + " has no step '" + step + "'")
                        .hint(Suggestion.remedy(step, tasks.stream().map(Task::step).toList())));
    return Optional.ofNullable(task.artifacts().get(output))
        .orElseThrow(
            () ->
                UserError.notFound(
                        "step '%s' of run %s has no artifact '%s'"
                            .formatted(step, run.id().brief(), output))
                    .hint(Suggestion.remedy(output, task.artifacts().keySet())));
  }

  private Node node(Id id, String text) {
    return lineage()
        .find(id)
        .orElseThrow(
            () ->
                UserError.notFound("there is nothing with the id '" + text + "'")
                    .hint("'millrace runs show RUN --json' has the ids of what a run made"));
  }

  private Node version(String reference) {
    VersionEntry version = ModelReference.parse(reference).in(parts.registry());
    return lineage().findVersion(version.model(), version.version()).orElseThrow();
  }

  private Node deployment(String environment, String model) {
    return lineage()
        .findDeployment(environment, model)
        .orElseThrow(
            () ->
                UserError.notFound(
                        "nothing of model '%s' is deployed to '%s'".formatted(model, environment))
                    .hint("'millrace models list' shows what is deployed where"));
  }

  Lineage lineage() {
    return Lineage.of(parts.metadata());
  }
}
