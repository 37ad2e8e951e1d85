package dev.millrace.data.transform;

import java.util.List;

/** What a task's log says of a feature. */
final class Told {

  private static final int FEW = 5;

  private Told() {}

  static String of(Fitted feature, List<String> outputs) {
    String what =
        switch (feature) {
          case Fitted.Numbers numbers -> numbers.feature().source() + " " + numbers.steps();
          case Fitted.Categories categories ->
              String.join(" × ", categories.columns())
                  + (categories.feature().coding().vocabulary().isPresent()
                      ? " with " + categories.vocabulary().size() + " places"
                      : " hashed into " + categories.feature().coding().buckets());
          case Fitted.Texts texts ->
              texts.feature().column() + " with " + texts.ngrams().size() + " n-grams";
        };
    return "%s: %s -> %s".formatted(feature.name(), shortened(what), some(outputs));
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 199) + "…";
  }

  private static String some(List<String> outputs) {
    String named = String.join(", ", outputs.subList(0, Math.min(FEW, outputs.size())));
    return outputs.size() > FEW ? named + ", … (" + outputs.size() + " outputs)" : named;
  }
}
