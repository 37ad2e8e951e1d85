package dev.millrace.data.duckdb;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names and texts as they stand in SQL, whatever characters they hold. */
public final class Sql {

  private Sql() {}

  /** A quoted identifier. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Quoted identifiers, separated by commas. */
  public static String names(Collection<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A string literal. */
  public static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A list of string literals. */
  public static String texts(Collection<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Files to read, as a list of literals. */
  public static String sources(Collection<Path> files) {
    return texts(files.stream().map(Sql::pattern).toList());
  }

  /** A file to write, as a literal. */
  public static String target(Path file) {
    return text(absolute(file));
  }

  static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /**
   * DuckDB takes the path of a file to read as a pattern; in brackets its signs mean themselves.
   */
  public static String pattern(Path path) {
    return absolute(path).replaceAll("([*?\\[])", "[$1]");
  }
}
