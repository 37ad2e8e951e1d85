package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.model.DataType;

/** What one feature of some rows looks like. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BooleanStatistics.class, name = "boolean"),
  @JsonSubTypes.Type(value = NumericStatistics.class, name = "numeric"),
  @JsonSubTypes.Type(value = StringStatistics.class, name = "string")
})
public sealed interface FeatureStatistics
    permits BooleanStatistics, NumericStatistics, StringStatistics {

  DataType type();

  /** Rows that have a value. */
  long count();

  /** Rows that have none. */
  long missing();

  @JsonIgnore
  default long rows() {
    return count() + missing();
  }

  /** The share of rows that have a value; of no rows, 1. */
  @JsonIgnore
  default double presence() {
    return rows() == 0 ? 1 : (double) count() / rows();
  }

  /** True if all rows that have a value have the same one. */
  @JsonIgnore
  boolean constant();
}
