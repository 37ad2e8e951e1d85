package dev.millrace.data.transform;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import java.util.Optional;

/** A feature as a pipeline declares it: {@code hour: { from: date, part: hour }}. */
public record FeatureSpec(
    @Doc("The raw column it is made of") String from,
    @Doc("Which part of a timestamp") Optional<DatePart> part,
    @Doc("How strings become numbers") Optional<Vocabulary> vocabulary) {

  /** A string becomes its place among the most frequent strings of the training split. */
  public record Vocabulary(
      @Default("1000")
          @Range(min = 1, max = 1_000_000)
          @Doc("At most so many strings have a place of their own")
          int top,
      @Default("1") @Range(min = 1) @Doc("A string that was seen less often has none")
          int minCount) {}
}
