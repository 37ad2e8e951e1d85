package dev.millrace.core.sample;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Range;
import java.util.Optional;

/** How one feature is made. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Feature.Numeric.class, name = "number"),
  @JsonSubTypes.Type(value = Feature.Category.class, name = "category")
})
public sealed interface Feature {
  record Numeric(Optional<Double> clip, @Default("false") boolean log) implements Feature {}

  record Category(@Default("100") @Range(min = 1) int top) implements Feature {}
}
