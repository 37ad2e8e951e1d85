package dev.millrace.cli;

import dev.millrace.core.api.ModelReport;
import dev.millrace.core.api.ModelReport.AliasChange;
import dev.millrace.core.api.ModelReport.Provenance;
import dev.millrace.core.api.ModelReport.Version;
import dev.millrace.core.value.Id;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Models and their versions, for reading. */
final class ModelPage {

  private static final int BUNDLE_DIGITS = 12;
  private static final int LONGEST_REASON = 60;

  private final Console console;

  ModelPage(Console console) {
    this.console = console;
  }

  void list(List<ModelReport> models) {
    if (models.isEmpty()) {
      console.say("no models yet; a run whose model is blessed registers one");
      return;
    }
    Table table = new Table("MODEL", "VERSIONS", "ALIASES", "DEPLOYED", "TAGS");
    models.forEach(
        model ->
            table.row(
                model.name(),
                Words.count(model.versions().size()),
                pairs(model.aliases()),
                pairs(model.deployed()),
                pairs(model.tags())));
    table.lines().forEach(console::print);
  }

  /**
   * What was asked for: a model, or one version of it.
   *
   * @param reference the name, or the name and a version or an alias
   */
  void print(String reference, ModelReport model) {
    if (reference.contains("@") || reference.contains("/")) {
      version(model, model.versions().getFirst());
    } else {
      model(model);
    }
  }

  private void model(ModelReport model) {
    console.print(console.styled("bold", model.name()));
    if (!model.description().isEmpty()) {
      console.print(model.description());
    }
    model.asOf().ifPresent(time -> line("as of", Words.instant(time)));
    line("aliases", pairs(model.aliases()));
    line("deployed", pairs(model.deployed()));
    line("tags", pairs(model.tags()));
    console.print("");
    versions(model);
    if (!model.history().isEmpty()) {
      console.print("");
      history(model.history());
    }
  }

  private void versions(ModelReport model) {
    Table table = new Table("VERSION", "AS OF", "RUN", "BUNDLE", "ALIASES", "TAGS", "BLESSING");
    for (Version version : model.versions()) {
      table.row(
          Integer.toString(version.version()),
          Words.instant(version.asOf()),
          version.provenance().run().brief(),
          version.digest().substring(0, BUNDLE_DIGITS),
          aliases(model, version),
          pairs(version.tags()),
          Words.first(version.blessing()));
    }
    table.lines().forEach(console::print);
  }

  private void history(List<AliasChange> changes) {
    Table table = new Table("SINCE", "ALIAS", "VERSION", "BY", "RUN", "WHY");
    for (AliasChange change : changes) {
      table.row(
          Words.instant(change.eventTime()),
          change.alias(),
          change.version().map(String::valueOf).orElse("–"),
          change.actor(),
          change.run().map(Id::brief).orElse("–"),
          why(change));
    }
    table.lines().forEach(console::print);
  }

  private static String why(AliasChange change) {
    String reason = Words.clipped(Words.first(change.reason()), LONGEST_REASON);
    return change.rollback() ? "rollback: " + reason : reason;
  }

  /** All about one version. */
  private void version(ModelReport model, Version version) {
    console.print(console.styled("bold", model.name() + " version " + version.version()));
    if (!version.description().isEmpty()) {
      console.print(version.description());
    }
    line("aliases", aliases(model, version));
    line("deployed", deployed(model, version));
    line("tags", pairs(version.tags()));
    line("as of", Words.instant(version.asOf()));
    line("recorded", Words.instant(version.recordedAt()));
    provenance(version.provenance());
    line("runtime", version.runtime());
    line("content", version.digest() + ", " + Words.bytes(version.bytes()));
    for (String part : Words.parts(version.blessing())) {
      line("let in", part);
    }
    if (!version.metrics().isEmpty()) {
      console.print("");
      Table metrics = new Table("METRIC", "VALUE");
      version
          .metrics()
          .forEach((name, value) -> metrics.row(name, String.format(Locale.ROOT, "%.5f", value)));
      metrics.lines().forEach(console::print);
    }
    List<AliasChange> changes =
        model.history().stream()
            .filter(change -> change.version().equals(Optional.of(version.version())))
            .toList();
    if (!changes.isEmpty()) {
      console.print("");
      history(changes);
    }
  }

  private void provenance(Provenance from) {
    line("pipeline", from.pipeline());
    String reason = from.reason().isEmpty() ? "" : ": " + from.reason();
    line("run", from.run().brief() + " by " + from.actor() + ", " + from.trigger() + reason);
    line("bundle", from.bundle().hex());
    from.evaluation().ifPresent(id -> line("evaluated", id.hex()));
    from.blessing().ifPresent(id -> line("blessing", id.hex()));
    from.card().ifPresent(id -> line("card", id.hex()));
  }

  private static String aliases(ModelReport model, Version version) {
    return names(model.aliases(), version);
  }

  private static String deployed(ModelReport model, Version version) {
    return names(model.deployed(), version);
  }

  private static String names(Map<String, Integer> versions, Version version) {
    String names =
        versions.entrySet().stream()
            .filter(entry -> entry.getValue() == version.version())
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "–" : names;
  }

  private void line(String title, String text) {
    console.print(String.format(Locale.ROOT, "%-9s %s", title, text));
  }

  static String pairs(Map<String, ?> values) {
    String text =
        values.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "–" : text;
  }
}
