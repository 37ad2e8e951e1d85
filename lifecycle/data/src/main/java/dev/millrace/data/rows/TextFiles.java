package dev.millrace.data.rows;

import dev.millrace.core.error.UserError;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Text files that are one table. What its columns are follows from the values of all files
 * together.
 *
 * @param all at least one
 */
public record TextFiles(List<TextFile> all) {

  /**
   * A key that JSON lines lack is missing in them; a CSV file that lacks a column is a mistake.
   *
   * @throws UserError naming every column that not all CSV files have; or if there are no columns
   */
  public TextFiles {
    all = List.copyOf(all);
    TextFile first = all.getFirst();
    List<String> differences = new ArrayList<>();
    for (TextFile file : all) {
      if (file instanceof CsvFile) {
        differences.addAll(missing(first, file));
        differences.addAll(missing(file, first));
      }
    }
    if (!differences.isEmpty()) {
      throw UserError.failure(String.join("; ", differences))
          .hint("write all files alike, or name those only that are");
    }
    if (all.stream().allMatch(file -> file.columns().isEmpty())) {
      throw UserError.failure(first.name() + " holds no rows")
          .hint("no line of it is a JSON object with a key");
    }
  }

  /** The kinds of all values. */
  public Census census() {
    return all.stream().map(TextFile::census).reduce(new Census(), Census::merge);
  }

  /**
   * Types by column, in the order of the first file.
   *
   * @param declared of columns whose type is not to follow from their values
   */
  public SequencedMap<String, ColumnType> types(Map<String, DataType> declared) {
    return ordered(census().types(declared));
  }

  /** Types by column as they follow from the values of these files and of others together. */
  public SequencedMap<String, ColumnType> typesTogether(TextFiles others) {
    SequencedMap<String, ColumnType> found =
        census().merge(others.census()).types(Map.<String, DataType>of());
    found.keySet().retainAll(new LinkedHashSet<>(census().names()));
    return ordered(found);
  }

  private SequencedMap<String, ColumnType> ordered(SequencedMap<String, ColumnType> found) {
    SequencedMap<String, ColumnType> types = new LinkedHashMap<>();
    for (String column : all.getFirst().columns()) {
      types.put(column, found.getOrDefault(column, ColumnType.STRING));
    }
    found.forEach(types::putIfAbsent);
    return types;
  }

  private static List<String> missing(TextFile with, TextFile without) {
    Set<String> there = new LinkedHashSet<>(without.columns());
    return with.columns().stream()
        .filter(column -> !there.contains(column))
        .map(
            column ->
                "column '%s' is missing in %s and there in %s"
                    .formatted(column, without.name(), with.name()))
        .toList();
  }
}
