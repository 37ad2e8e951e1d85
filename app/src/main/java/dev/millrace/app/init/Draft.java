package dev.millrace.app.init;

import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.data.profile.RowsPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that was decided about a project.
 *
 * @param name of the pipeline and its model
 * @param dataPath the folder or file of the rows, as the pipeline file has it
 * @param profiles of all columns of the data
 */
record Draft(
    String name,
    String dataPath,
    RowsPlace place,
    Look.Texts texts,
    List<ColumnProfile> profiles,
    Target target,
    Columns columns,
    Division division) {

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
    List<String> replaced = new ArrayList<>();
    target.made().ifPresent(made -> replaced.add(made + " AS " + Sql.name(target.name())));
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
    for (Guess guess : target.guesses()) {
      if (guess.change().contains("select")) {
        lines.add("Guess: " + guess.about() + ": " + guess.guess() + "; " + guess.reason() + ".");
      }
    }
    return lines;
  }

  /** Everything that was guessed, in the order of the pipeline. */
  List<Guess> guesses() {
    List<Guess> all = new ArrayList<>(target.guesses());
    if (!texts.missing().isEmpty()) {
      all.add(
          new Guess(
              "missing values",
              "written as " + String.join(", ", texts.missing()),
              "columns of numbers have it",
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
