package dev.millrace.monitoring;

import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.model.Signature;
import java.io.IOException;

/**
 * What a version of a model was made on, to compare live traffic with.
 *
 * @param signature what it takes and gives
 * @param training statistics of the raw columns of its training split
 */
public record Baseline(Signature signature, DatasetStatistics training) {

  /** Finds the baseline of a version that has been serving. */
  @FunctionalInterface
  public interface Source {

    /**
     * The baseline of a version.
     *
     * @throws dev.millrace.core.error.UserError if there is no such version
     */
    Baseline of(String model, int version) throws IOException;
  }
}
