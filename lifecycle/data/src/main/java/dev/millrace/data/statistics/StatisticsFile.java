package dev.millrace.data.statistics;

import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;

/**
 * The statistics of each split, stored as {@code statistics.json}.
 *
 * @param splits by name, {@code train} first
 */
public record StatisticsFile(SequencedMap<String, DatasetStatistics> splits) {

  public static final String NAME = "statistics.json";

  public StatisticsFile {
    splits = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(splits));
  }

  /**
   * Reads an artifact.
   *
   * @throws UserError if its file is not what this version writes
   */
  public static StatisticsFile read(Statistics statistics) throws IOException {
    Path file = statistics.file(NAME);
    try {
      return parse(Files.readString(file));
    } catch (JacksonException e) {
      throw UserError.failure(file + " does not hold statistics: " + e.getOriginalMessage())
          .hint("run the pipeline again")
          .causedBy(e);
    }
  }

  /**
   * Reads the text of such a file.
   *
   * @throws JacksonException if it is something else
   */
  public static StatisticsFile parse(String json) {
    return Json.mapper().readValue(json, StatisticsFile.class);
  }

  /** Writes into an artifact; equal statistics give equal bytes. */
  public void write(Statistics statistics) throws IOException {
    Files.writeString(statistics.file(NAME), Json.mapper().writeValueAsString(this) + "\n");
  }

  /**
   * The statistics of one split.
   *
   * @throws UserError if there is no such split
   */
  public DatasetStatistics split(String name) {
    DatasetStatistics found = splits.get(name);
    if (found == null) {
      throw UserError.failure(
          "no statistics of a split '" + name + "'; there are " + splits.keySet());
    }
    return found;
  }
}
