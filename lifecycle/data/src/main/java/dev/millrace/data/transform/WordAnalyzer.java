package dev.millrace.data.transform;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts words, and words in a row.
 *
 * @param column of texts
 * @param fill the text of rows that have none; without it, they are left out
 * @param ngrams from and to how many words in a row
 */
record WordAnalyzer(String column, Optional<String> fill, List<Integer> ngrams)
    implements Analyzer {

  private static final int VERSION = 1;

  @Override
  public Digest key() {
    ObjectNode named = Json.object();
    named.put("words", VERSION).put("column", column);
    named.put("from", ngrams.getFirst()).put("to", ngrams.getLast());
    fill.ifPresent(text -> named.put("fill", text));
    return Digest.of(named);
  }

  @Override
  public SequencedSet<String> columns() {
    return new LinkedHashSet<>(List.of(column));
  }

  @Override
  public Tally empty() {
    return new WordTally(this);
  }

  @Override
  public Tally read(byte[] kept) {
    return WordTally.read(kept, this);
  }
}
