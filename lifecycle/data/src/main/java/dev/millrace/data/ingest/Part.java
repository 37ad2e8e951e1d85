package dev.millrace.data.ingest;

import dev.millrace.core.error.UserError;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The rows of a source that are written together, into shards of their own: those of one span, and
 * where the files tell the split, of one split.
 *
 * @param split that the files are of, if they say so
 */
record Part(Optional<String> split, List<SourceFile> files) {

  /** The name of the column that tells a row's part, beside the columns of the source. */
  static final String COLUMN = "millrace part";

  private record Key(Optional<LocalDateTime> start, Optional<String> split) {}

  /**
   * In the order of their spans, and within one in that of the splits.
   *
   * @throws UserError naming the files that are of no split or of two
   */
  static List<Part> of(Selection selection, Split split) {
    SequencedMap<Key, List<SourceFile>> groups = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (SourceFile file : selection.files()) {
      Optional<String> named = Optional.empty();
      if (split instanceof Split.Files byFiles) {
        List<String> matching = byFiles.of(file.name());
        named = matching.stream().findFirst();
        if (matching.size() != 1) {
          problems.add(file.path() + " is of " + (named.isEmpty() ? "no split" : "two splits"));
        }
      }
      Key key = new Key(file.spanStart(), named);
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(file);
    }
    if (!problems.isEmpty()) {
      throw UserError.failure(String.join("; ", problems))
          .hint("let exactly one of the split's patterns match each file, or narrow the source");
    }
    return groups.entrySet().stream()
        .map(group -> new Part(group.getKey().split(), List.copyOf(group.getValue())))
        .toList();
  }
}
