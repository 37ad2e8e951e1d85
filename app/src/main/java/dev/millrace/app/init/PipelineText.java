package dev.millrace.app.init;

import dev.millrace.app.init.Columns.Left;
import dev.millrace.app.init.Columns.Line;
import dev.millrace.app.init.Columns.Spec;
import dev.millrace.app.init.Columns.Used;
import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes {@code pipeline.yaml} as a person would, with the reasons beside what was decided. */
final class PipelineText {

  private static final int MOST_SLICES = 2;
  private static final long MOST_SLICE_VALUES = 20;
  private static final long FEW = 1_000;
  private static final long SOME = 5_000;
  private static final int WIDE = 100;

  private final Draft draft;
  private final StringBuilder yaml = new StringBuilder();

  private PipelineText(Draft draft) {
    this.draft = draft;
  }

  static String of(Draft draft) {
    PipelineText text = new PipelineText(draft);
    text.head();
    text.ingest();
    text.checks();
    text.transform();
    text.train();
    text.evaluate();
    text.end();
    return text.yaml.toString();
  }

  private void line(String text) {
    yaml.append(text).append('\n');
  }

  private void because(String indent, String text) {
    yaml.append(Yaml.comment(indent, text));
  }

  private void head() {
    line("name: " + draft.name());
    line("description: " + Yaml.quoted(Yaml.literal(draft.description())));
    line("");
    because(
        "",
        "What was guessed from the data says why; README.md lists it. Each is one line to change.");
    line("params:");
    line("  # Where the rows are, seen from this file.");
    line("  data:  { type: path, default: " + Yaml.text(draft.dataPath()) + " }");
    if (draft.place().spans().isPresent()) {
      line("  spans: { type: spans, default: all }");
    }
    line("  trees: { type: integer, default: " + trees() + ", min: 1 }");
    line("");
    line("steps:");
  }

  private void ingest() {
    line("  ingest:");
    line("    uses: ingest");
    line("    with:");
    String below = draft.place().pattern();
    line(
        "      source: "
            + (below.isEmpty() ? "${params.data}" : Yaml.quoted("${params.data}/" + below)));
    draft
        .place()
        .spans()
        .ifPresent(
            spans -> {
              line("      span_length: " + spans.length());
              line("      spans: ${params.spans}");
            });
    dialect();
    Optional<String> select = draft.select();
    if (select.isPresent()) {
      draft.rowGuesses().forEach(each -> because("      ", each));
      line("      select: " + Yaml.line(select.get()));
    }
    marks(select.isPresent());
    because("      ", said(draft.division().guess()));
    line("      split: " + draft.division().split());
  }

  private void marks(boolean other) {
    Optional<Guess> guess = draft.marksGuess();
    if (guess.isPresent()) {
      because("      ", said(guess.get()));
      because(
          "      ",
          "With this line"
              + (other ? ", in place of the one above," : "")
              + " they are missing values; so must they be in rows to predict, of which --null tells predict.");
      line("      # select: " + Yaml.line(draft.selectWithoutMarks()));
    }
  }

  private void dialect() {
    List<String> missing = draft.texts().missing();
    if (!missing.isEmpty()) {
      because(
          "      ",
          "Guess: these stand for missing values; columns of numbers or times have them.");
      line("      dialect: { \"null\": " + Yaml.texts(missing) + " }");
    }
    if (draft.texts().rejected() > 0) {
      because(
          "      ",
          "Guess: rows that cannot be read may be left out; the first is "
              + Yaml.shown(draft.texts().firstReject().orElse(""))
              + ".");
      line("      max_rejects: 1%");
    }
  }

  private static String said(Guess guess) {
    return "Guess: " + guess.guess() + "; " + guess.reason() + ".";
  }

  private void checks() {
    line("  statistics: { uses: statistics }");
    line("  schema:     { uses: schema, with: { file: schema.yaml } }");
    line("  validate:   { uses: validate }");
  }

  private void transform() {
    line("  transform:");
    line("    uses: transform");
    line("    with:");
    line("      label: " + Yaml.text(draft.target().name()));
    line("      features:");
    for (Line each : draft.columns().lines()) {
      switch (each) {
        case Used used -> used(used);
        case Left left -> left(left);
      }
    }
  }

  private void used(Used used) {
    if (!used.comment().isEmpty()) {
      because("        ", "Guess: " + used.comment() + ".");
    }
    for (Spec spec : used.specs()) {
      line("        " + Yaml.text(spec.name()) + ": " + spec.made());
    }
  }

  /** The features it would be are there, as comments: to take it in is to take a sign away. */
  private void left(Left left) {
    because("        ", "Left out: '" + Yaml.shown(left.column()) + "' " + left.reason() + ".");
    for (Spec spec : left.instead()) {
      line("        # " + Yaml.text(spec.name()) + ": " + spec.made());
    }
  }

  private int trees() {
    if (draft.division().third()) {
      return draft.target().classes().size() > 10 ? 200 : 500;
    }
    return draft.target().classes().size() > 10 || draft.target().rows() < FEW ? 100 : 200;
  }

  private void train() {
    List<String> settings = new ArrayList<>();
    settings.add("task: " + draft.target().task().text());
    settings.add("rounds: \"${params.trees}\"");
    if (draft.target().rows() < FEW) {
      settings.add("depth: 3");
    } else if (draft.target().rows() < SOME) {
      settings.add("depth: 4");
    }
    if (draft.division().third()) {
      settings.add("early_stopping_rounds: 20");
    }
    if (draft.columns().used().size() > WIDE) {
      settings.add("column_sample: 0.5");
    }
    line("  train:");
    line("    uses: train");
    because("    ", trainingWords());
    line("    with: { " + String.join(", ", settings) + " }");
  }

  private String trainingWords() {
    if (draft.division().third()) {
      return "Training stops where the loss on the split eval has not fallen for 20 rounds; what is judged is the split test.";
    }
    return draft.target().rows() < SOME
        ? "Few rows: shallow trees, which learn less by heart."
        : "The parameters are those that usually do; docs/training.md has all of them.";
  }

  private void evaluate() {
    line("  evaluate:");
    line("    uses: evaluate");
    line("    with:");
    line("      baseline: champion");
    if (draft.division().third()) {
      line("      split: test");
    }
    List<String> slices = slices();
    if (!slices.isEmpty()) {
      line("      slices: [" + String.join(", ", slices) + "]");
    }
    String metric =
        switch (draft.target().task()) {
          case BINARY -> "auc";
          case MULTICLASS -> "auc_weighted_macro";
          case REGRESSION, RANKING -> "coefficient_of_determination";
        };
    // A constant prediction has 0.5 or 0 without any doubt, and is to be refused.
    String chance = draft.target().ofClasses() ? "0.51" : "0.01";
    String loss = draft.target().ofClasses() ? "log_loss" : "rmse";
    line("      thresholds:");
    because(
        "        ",
        draft.target().ofClasses()
            ? "Better than guessing at random, beyond chance."
            : "Better than always answering the mean, beyond chance.");
    line("        " + metric + ": { at_least: " + chance + ", confidence: 95% }");
    because(
        "        ",
        "Hardly worse than the champion, as far as can be told; 95% instead of 50% asks for proof of that.");
    String worse = draft.target().ofClasses() ? "better_by: -0.02, " : "";
    line(
        "        "
            + loss
            + ": { change: { "
            + worse
            + "better_by_share: -0.05, confidence: 50% } }");
  }

  private List<String> slices() {
    return draft.columns().used().stream()
        .map(used -> draft.column(used.column()))
        .filter(PipelineText::isSliceable)
        .limit(MOST_SLICES)
        .map(column -> "[" + Yaml.text(column.name()) + "]")
        .toList();
  }

  private static boolean isSliceable(ColumnProfile column) {
    boolean names =
        column.texts().isPresent() || column.type().filter(t -> t == DataType.BOOLEAN).isPresent();
    return names && column.distinct() <= MOST_SLICE_VALUES;
  }

  private void end() {
    line("  check_serving:");
    line("    uses: check_serving");
    because("    ", "How fast it answers is of this machine at this moment: measured each time.");
    line("    cache: false");
    line("    with: { latency: { p99: 1s }, memory: 1GiB }");
    line("  register:      { uses: register }");
    line("  deploy:        { uses: deploy }");
    line("  card:          { uses: model_card }");
    if (draft.place().spans().isPresent()) {
      line("");
      because(
          "",
          "With 'millrace triggers activate' and 'millrace up', it runs again for each new file.");
      line("triggers:");
      line("  - new_span: { step: ingest }");
    }
  }
}
