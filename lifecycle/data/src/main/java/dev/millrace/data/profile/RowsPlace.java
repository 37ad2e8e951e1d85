package dev.millrace.data.profile;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.data.ingest.SourceFiles;
import dev.millrace.data.rows.FileFormat;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where rows are that a person names as a file, a folder or a pattern.
 *
 * @param folder the part of the path that has no holes: a folder, or the file itself
 * @param pattern below the folder, as {@code ingest} takes it; empty if the folder is the file
 * @param files at least one, all of one format
 * @param spans how the file names tell time, if they do
 */
public record RowsPlace(Path folder, String pattern, List<Path> files, Optional<SpanNames> spans) {

  private static final Pattern SIGNS = Pattern.compile("[{}*?\\[]");
  private static final int DEEPEST = 8;

  public RowsPlace {
    files = List.copyOf(files);
  }

  /** The format that all files have. */
  public FileFormat format() {
    return FileFormat.of(files.getFirst());
  }

  /**
   * Finds rows.
   *
   * @param named as a person writes it
   * @param directory that it is relative to
   * @throws UserError if there is nothing of that name, or nothing that could be rows
   */
  public static RowsPlace find(String named, Path directory) throws IOException {
    if (named.isBlank()) {
      throw UserError.usage("there is no name of the data")
          .hint("name a file, a folder or a pattern");
    }
    Path path = directory.resolve(named);
    if (Files.isRegularFile(path)) {
      requirePlain(named, path);
      FileFormat.of(path);
      requireContent(List.of(path));
      return new RowsPlace(Path.of(named), "", List.of(path), Optional.empty());
    }
    if (Files.isDirectory(path)) {
      requirePlain(named, path);
      return ofFolder(Path.of(named), path);
    }
    if (SIGNS.matcher(named).find()) {
      return ofPattern(named, directory);
    }
    throw UserError.notFound("there is no file or folder " + named).hint(nearest(path));
  }

  private static String nearest(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return "there is no folder " + parent + " either; see how it is written";
    }
    try (Stream<Path> there = Files.list(parent)) {
      Set<String> names =
          there
              .map(each -> String.valueOf(each.getFileName()))
              .filter(name -> !name.startsWith("."))
              .collect(Collectors.toCollection(TreeSet::new));
      return Suggestion.nearest(String.valueOf(path.getFileName()), names)
          .map(name -> "did you mean '" + name + "'?")
          .orElse("name a .parquet, .csv, .tsv or .jsonl file, or a folder of them");
    }
  }

  /** What {@code ingest} would take for a hole cannot be part of a name. */
  private static void requirePlain(String named, Path path) {
    var sign = SIGNS.matcher(path.toAbsolutePath().normalize().toString());
    if (sign.find()) {
      throw UserError.usage(
              "the path of "
                  + named
                  + " has the character "
                  + sign.group()
                  + ", which stands for something in the source of a pipeline")
          .hint("rename the file or folder");
    }
  }

  private static RowsPlace ofPattern(String named, Path directory) throws IOException {
    SourceFiles found = SourceFiles.of(named, directory);
    FileFormat.ofAll(found.files());
    requireContent(found.files());
    var sign = SIGNS.matcher(named);
    int cut = sign.find() ? named.lastIndexOf('/', sign.start()) : -1;
    Optional<SpanNames> spans =
        found.spanStarts().isEmpty()
            ? Optional.empty()
            : Optional.of(SpanNames.of(found.spanStarts()));
    return new RowsPlace(
        Path.of(cut < 0 ? "." : named.substring(0, Math.max(1, cut))),
        named.substring(cut + 1),
        found.files(),
        spans);
  }

  private static RowsPlace ofFolder(Path named, Path folder) throws IOException {
    List<Path> files = rowFiles(folder);
    if (files.isEmpty()) {
      throw UserError.notFound("the folder " + named + " holds no rows")
          .hint("it needs files whose names end in .parquet, .csv, .tsv or .jsonl");
    }
    FileFormat.ofAll(files);
    requireContent(files);
    List<String> names = files.stream().map(file -> folder.relativize(file).toString()).toList();
    Optional<SpanNames.Found> dated = SpanNames.in(names);
    String pattern = dated.map(SpanNames.Found::pattern).orElseGet(() -> anyOf(names));
    SourceFiles read = SourceFiles.of(pattern, folder);
    return new RowsPlace(named, pattern, read.files(), dated.map(SpanNames.Found::spans));
  }

  /** A pattern that matches all names. */
  private static String anyOf(List<String> names) {
    String ending = ending(names.getFirst());
    boolean alike = names.stream().allMatch(name -> ending(name).equals(ending));
    boolean deep = names.stream().anyMatch(name -> name.contains("/"));
    if (!alike) {
      throw UserError.usage(
              "the files " + names.getFirst() + " and others of the folder end differently")
          .hint("name those to read by a pattern, such as --data 'folder/*" + ending + "'");
    }
    return (deep ? "**" : "*") + ending;
  }

  /** From the dot of the format on, such as {@code .csv.gz}. */
  static String ending(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean packed = last.toLowerCase(Locale.ROOT).endsWith(".gz");
    int dot = last.lastIndexOf('.', packed ? last.length() - 4 : last.length());
    return last.substring(dot);
  }

  private static List<Path> rowFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> isRows(folder.relativize(file)))
          .sorted()
          .toList();
    }
  }

  /** Others write marks such as {@code _SUCCESS} and hidden files beside rows. */
  private static boolean isRows(Path name) {
    for (Path part : name) {
      if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
        return false;
      }
    }
    return FileFormat.isOfRows(name);
  }

  private static void requireContent(List<Path> files) throws IOException {
    for (Path file : files) {
      if (Files.size(file) == 0) {
        throw UserError.failure(file + " is empty (0 bytes)")
            .hint("it needs at least the names of its columns and some rows");
      }
    }
  }
}
