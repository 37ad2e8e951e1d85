package dev.millrace.data.transform;

import dev.millrace.core.error.UserError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Names of the outputs of features. No two are equal, not even but for the case of letters: they
 * become columns of tables whose names have none.
 */
final class OutputNames {

  private final SequencedMap<String, List<String>> byFeature = new LinkedHashMap<>();

  /**
   * @param label which no output may be named like
   * @param kept likewise
   * @throws UserError if there are too many outputs, none, or two of one name
   */
  OutputNames(List<Fitted> features, String label, List<String> kept) {
    features.forEach(feature -> byFeature.put(feature.name(), names(feature)));
    requireFew();
    requireDistinct(byFeature, label, kept);
  }

  /**
   * Holds outputs that there are already to the columns that stand beside them.
   *
   * @throws UserError if one has the name of the label or of a kept column
   */
  static void requireFree(List<String> outputs, String label, List<String> kept) {
    SequencedMap<String, List<String>> each = new LinkedHashMap<>();
    outputs.forEach(output -> each.put(output, List.of(output)));
    requireDistinct(each, label, kept);
  }

  List<String> of(Fitted feature) {
    return byFeature.getOrDefault(feature.name(), List.of());
  }

  /** All, feature by feature. */
  List<String> all() {
    return byFeature.values().stream().flatMap(List::stream).toList();
  }

  private void requireFew() {
    int outputs = all().size();
    if (outputs == 0) {
      throw UserError.failure("the features have no outputs: no category or word has a place")
          .hint("lower min_count of the vocabulary or of the words");
    }
    if (outputs > Limits.MOST_OUTPUTS) {
      var widest =
          byFeature.entrySet().stream()
              .max(Map.Entry.comparingByValue((a, b) -> Integer.compare(a.size(), b.size())))
              .orElseThrow();
      throw UserError.failure(
              "the features have %,d outputs, '%s' alone %,d; at most %,d are allowed"
                  .formatted(
                      outputs, widest.getKey(), widest.getValue().size(), Limits.MOST_OUTPUTS))
          .hint("lower top of its vocabulary or words, or drop one_hot");
    }
  }

  private static void requireDistinct(
      SequencedMap<String, List<String>> byFeature, String label, List<String> kept) {
    Map<String, String> featureOf = new HashMap<>();
    kept.forEach(column -> featureOf.put(folded(column), "the kept column '" + column + "'"));
    featureOf.put(folded(label), "the label");
    byFeature.forEach(
        (feature, names) ->
            names.forEach(
                name -> {
                  String other = featureOf.putIfAbsent(folded(name), "feature '" + feature + "'");
                  if (other != null) {
                    throw UserError.usage(
                            "%s and feature '%s' both have an output '%s'"
                                .formatted(other, feature, name))
                        .hint("rename the feature; case does not tell names apart");
                  }
                }));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> names(Fitted feature) {
    List<String> names = new ArrayList<>(own(feature));
    if (feature.indicator()) {
      names.add(feature.name() + "_missing");
    }
    return names;
  }

  private static List<String> own(Fitted feature) {
    String name = feature.name();
    return switch (feature) {
      case Fitted.Numbers numbers ->
          switch (numbers.feature().ending()) {
            case Feature.Ending.Plain() -> List.of(name);
            case Feature.Ending.OneHot(DatePart.Values values) ->
                numbered(name + "=", values.first(), values.count());
            case Feature.Ending.BucketsOneHot() ->
                numbered(name + ":", 0, buckets(numbers.steps().getLast()));
            case Feature.Ending.Cycle _ -> List.of(name + "_sin", name + "_cos");
          };
      case Fitted.Categories categories ->
          categories.feature().coding().oneHot() ? places(categories) : List.of(name);
      case Fitted.Texts texts ->
          ofTexts(name, texts.ngrams().stream().map(WordTally.Ngram::words).toList());
    };
  }

  private static int buckets(FittedStep step) {
    return switch (step) {
      case FittedStep.Buckets(var borders) -> borders.size() + 1;
      case FittedStep.BucketsPer per -> per.buckets();
      case FittedStep.Fill _,
          FittedStep.Clip _,
          FittedStep.Log _,
          FittedStep.Power _,
          FittedStep.Rescale _,
          FittedStep.RescalePer _ ->
          throw new IllegalStateException("the last step makes no buckets: " + step);
    };
  }

  private static List<String> places(Fitted.Categories categories) {
    Feature.Coding coding = categories.feature().coding();
    String name = categories.name();
    if (coding.vocabulary().isEmpty()) {
      return numbered(name + ":", 0, coding.buckets());
    }
    List<String> names = new ArrayList<>(ofTexts(name, categories.vocabulary()));
    int others = coding.vocabulary().get().oovBuckets();
    names.addAll(others == 1 ? List.of(name + ":other") : numbered(name + ":other_", 0, others));
    return names;
  }

  private static List<String> numbered(String prefix, int first, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count && i <= Limits.MOST_OUTPUTS; i++) {
      names.add(prefix + (first + i));
    }
    return names;
  }

  /** By the texts; one that differs from one before by the case of letters only, by its number. */
  private static List<String> ofTexts(String feature, List<String> texts) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (String text : texts) {
      String name = feature + "=" + readable(text);
      if (!taken.add(folded(name))) {
        name = feature + ":" + names.size();
      }
      names.add(name);
    }
    return names;
  }

  /** Control characters as their numbers. */
  private static String readable(String text) {
    StringBuilder readable = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (c == CategoryTexts.SEPARATOR) {
                readable.append('&');
              } else if (Character.isISOControl(c)) {
                readable.append("\\u%04x".formatted(c));
              } else {
                readable.append((char) c);
              }
            });
    return readable.toString();
  }
}
