package dev.millrace.app.init;

import static java.util.stream.Collectors.joining;

import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.data.profile.RowsPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * All that was decided about a project.
 *
 * @param name of the pipeline and its model
 * @param dataPath the folder or file of the rows, as the pipeline file has it
 * @param times columns of texts that are read as moments, and how
 * @param profiles of all columns of the data
 */
record Draft(
    String name,
    String dataPath,
    RowsPlace place,
    Look.Texts texts,
    SequencedMap<String, Look.TimeFormat> times,
    List<ColumnProfile> profiles,
    Target target,
    Columns columns,
    Division division) {

  private static final int MOST_TOLD = 3;

  String description() {
    return "Predicts "
        + Yaml.shown(target.name())
        + ", learnt from "
        + Yaml.shown(String.valueOf(place.folder().getFileName()))
        + ".";
  }

  ColumnProfile column(String name) {
    return profiles.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  /** How rows are made, where they are not taken as they are. */
  Optional<String> select() {
    return select(List.of());
  }

  /** The same, with what looks like a mark of a missing value as none. */
  String selectWithoutMarks() {
    return select(columns.marked().stream().map(Columns.Used::unmarked).toList()).orElseThrow();
  }

  private Optional<String> select(List<String> unmarked) {
    List<String> replaced = new ArrayList<>(unmarked);
    target.made().ifPresent(made -> replaced.add(made + " AS " + Sql.name(target.name())));
    times.forEach(
        (column, format) -> replaced.add(format.read(column) + " AS " + Sql.name(column)));
    List<String> excluded = new ArrayList<>();
    for (ColumnProfile column : profiles) {
      if (!column.name().equals(target.name())) {
        if (column.type().isEmpty() && !isNested(column)) {
          excluded.add(Sql.name(column.name()));
        } else {
          column.mended().ifPresent(sql -> replaced.add(sql + " AS " + Sql.name(column.name())));
        }
      }
    }
    if (replaced.isEmpty() && excluded.isEmpty() && target.conditions().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "SELECT *"
            + (excluded.isEmpty() ? "" : " EXCLUDE (" + String.join(", ", excluded) + ")")
            + (replaced.isEmpty() ? "" : " REPLACE (" + String.join(", ", replaced) + ")")
            + " FROM source"
            + (target.conditions().isEmpty()
                ? ""
                : " WHERE " + String.join(" AND ", target.conditions())));
  }

  /** Lists and structs are read, though no feature is made of them. */
  static boolean isNested(ColumnProfile column) {
    return column.stored().endsWith("]")
        || column.stored().startsWith("STRUCT")
        || column.stored().startsWith("MAP");
  }

  /** What the select is about, a line each. */
  List<String> rowGuesses() {
    List<String> lines = new ArrayList<>();
    List<Guess> all = new ArrayList<>(target.guesses());
    all.addAll(timeGuesses());
    for (Guess guess : all) {
      if (guess.change().contains("select")) {
        lines.add("Guess: " + guess.about() + ": " + guess.guess() + "; " + guess.reason() + ".");
      }
    }
    return lines;
  }

  private List<Guess> timeGuesses() {
    return times.entrySet().stream().map(each -> guess(each.getKey(), each.getValue())).toList();
  }

  private static Guess guess(String column, Look.TimeFormat format) {
    return new Guess(
        "column '" + Yaml.shown(column) + "'",
        "times, written as " + format.format(),
        format
            .other()
            .map(other -> "all values fit that, though " + other + " too")
            .orElse("all values fit that"),
        "strptime of select in ingest");
  }

  /** Texts that are taken as values, though they look like marks of missing ones. */
  Optional<Guess> marksGuess() {
    List<Columns.Used> marked = columns.marked();
    if (marked.isEmpty()) {
      return Optional.empty();
    }
    List<Columns.Used> first = marked.subList(0, Math.min(MOST_TOLD, marked.size()));
    int more = marked.size() - first.size();
    String columnsMore = more == 0 ? "" : " and in " + TargetJudge.count(more) + " more columns";
    String unmarked = first.stream().map(Columns.Used::unmarked).collect(joining(", "));
    return Optional.of(
        new Guess(
            "texts",
            first.stream().map(this::marks).collect(joining("; "))
                + columnsMore
                + " are taken as values like others",
            "the data do not say whether they stand for missing ones",
            "select in ingest, with REPLACE (%s%s); it is there as a comment"
                .formatted(unmarked, more == 0 ? "" : ", …")));
  }

  private String marks(Columns.Used marked) {
    ColumnProfile column = column(marked.column());
    String marks =
        marked.marks().stream()
            .map(mark -> "'" + Yaml.shown(mark.value()) + "'")
            .collect(joining(", "));
    long rows = marked.marks().stream().mapToLong(Look.Occurrence::count).sum();
    return "%s in %s of %s rows of '%s'"
        .formatted(
            marks,
            TargetJudge.count(rows),
            TargetJudge.count(column.rows()),
            Yaml.shown(column.name()));
  }

  /** Everything that was guessed, in the order of the pipeline. */
  List<Guess> guesses() {
    List<Guess> all = new ArrayList<>(target.guesses());
    if (!texts.missing().isEmpty()) {
      all.add(
          new Guess(
              "missing values",
              "written as " + String.join(", ", texts.missing()),
              "columns of numbers or times have it",
              "dialect in ingest"));
    }
    if (texts.rejected() > 0) {
      all.add(
          new Guess(
              "rows",
              TargetJudge.count(texts.rejected()) + " are left out",
              "they cannot be read: " + texts.firstReject().orElse(""),
              "max_rejects in ingest"));
    }
    marksGuess().ifPresent(all::add);
    all.addAll(timeGuesses());
    for (ColumnProfile column : profiles) {
      if (column.mended().isPresent()) {
        all.add(
            new Guess(
                "column '" + Yaml.shown(column.name()) + "'",
                "some values are made missing or rounded",
                "they are NaN, infinite or too fine to be read",
                "REPLACE of select in ingest"));
      }
    }
    all.add(division.guess());
    all.addAll(columns.guesses());
    return all;
  }
}
