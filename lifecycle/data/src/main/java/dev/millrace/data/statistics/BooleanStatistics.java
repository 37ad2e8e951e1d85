package dev.millrace.data.statistics;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.millrace.model.DataType;

/** Of booleans. */
public record BooleanStatistics(long count, long missing, long trues) implements FeatureStatistics {

  @Override
  @JsonIgnore
  public DataType type() {
    return DataType.BOOLEAN;
  }

  public long falses() {
    return count - trues;
  }

  @Override
  @JsonIgnore
  public boolean constant() {
    return trues == 0 || trues == count;
  }
}
