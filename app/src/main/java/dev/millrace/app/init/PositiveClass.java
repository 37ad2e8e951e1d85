package dev.millrace.app.init;

import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.core.error.UserError;
import dev.millrace.data.profile.Look.Occurrence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which of a label's two values is the one whose probability is predicted.
 *
 * @param values with the rarer last
 * @param present rows that have one
 */
record PositiveClass(List<Occurrence> values, long present) {

  /** Words that usually mean it. */
  private static final Set<String> USUAL =
      Set.of(
          "yes",
          "y",
          "true",
          "t",
          "1",
          "positive",
          "pos",
          "bad",
          "fraud",
          "spam",
          "churn",
          "churned",
          "default",
          "malignant",
          "sick",
          "dead",
          "died",
          "case",
          "fail",
          "failed",
          "late",
          "win",
          "won",
          "success",
          "present",
          "abnormal",
          "anomaly",
          "+");

  /** What is told of a label whose positive class its type says. */
  Guess known(String value) {
    return new Guess(
        "positive class",
        value + ", which " + share(value) + " of the rows have",
        "the model gives the probability that the label is so",
        "--positive");
  }

  /**
   * The one that was asked for; else the one whose word is usual, or the rarer.
   *
   * @param guesses is told why, if nobody asked
   * @throws UserError if the label has no such value
   */
  String chosen(Optional<String> wanted, Consumer<Guess> guesses) {
    List<String> texts = values.stream().map(Occurrence::value).toList();
    if (wanted.isPresent()) {
      if (!texts.contains(wanted.get())) {
        throw UserError.usage("--positive: the label has no value '" + wanted.get() + "'")
            .hint("its values are '" + texts.get(0) + "' and '" + texts.get(1) + "'");
      }
      return wanted.get();
    }
    List<String> usual =
        texts.stream()
            .filter(text -> USUAL.contains(text.strip().toLowerCase(Locale.ROOT)))
            .toList();
    String chosen = usual.size() == 1 ? usual.getFirst() : texts.getLast();
    guesses.accept(
        new Guess(
            "positive class",
            "'" + chosen + "', which " + share(chosen) + " of the rows have",
            usual.size() == 1 ? "the word usually is" : "it is the rarer one",
            "--positive, or select in ingest"));
    return chosen;
  }

  private String share(String value) {
    long rows =
        values.stream()
            .filter(each -> each.value().equals(value))
            .mapToLong(Occurrence::count)
            .sum();
    return String.format(Locale.ROOT, "%.3g %%", 100.0 * rows / present);
  }
}
