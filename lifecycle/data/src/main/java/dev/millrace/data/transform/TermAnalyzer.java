package dev.millrace.data.transform;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.model.DataType;
import java.util.SequencedMap;
import java.util.SequencedSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Counts how often each category occurs. */
final class TermAnalyzer implements Analyzer {

  private static final int VERSION = 1;

  private final SequencedMap<String, DataType> columns;

  /**
   * @param columns whose values together are the category, with their types
   */
  TermAnalyzer(SequencedMap<String, DataType> columns) {
    this.columns = columns;
  }

  @Override
  public Digest key() {
    ObjectNode named = Json.object();
    ArrayNode names = named.put("terms", VERSION).putArray("columns");
    columns.forEach((name, type) -> names.add(name).add(type.text()));
    return Digest.of(named);
  }

  @Override
  public SequencedSet<String> columns() {
    return columns.sequencedKeySet();
  }

  @Override
  public Tally empty() {
    return new TermTally(columns);
  }

  @Override
  public Tally read(byte[] kept) {
    return TermTally.read(kept, columns);
  }
}
