package dev.millrace.app.init;

import dev.millrace.core.api.InitReport.Guess;
import dev.millrace.data.profile.Look;

/** Writes the project's {@code README.md}: how to run it, what was guessed, how to change that. */
final class ReadmeText {

  private final Draft draft;
  private final String project;

  private ReadmeText(Draft draft, String project) {
    this.draft = draft;
    this.project = project;
  }

  /**
   * @param project its directory, as it is typed
   */
  static String of(Draft draft, String project) {
    ReadmeText text = new ReadmeText(draft, project);
    return text.head() + text.use() + text.guesses() + text.leftOut() + text.data();
  }

  private String head() {
    return """
        # %s

        %s

        ## Intended use

        Its predictions are of `%s`, for rows that come about as those did that it has learnt from. What
        they are for, who acts on them, and what they must not be used for is to be written here by
        those who use it: the model card shows this section.

        """
        .formatted(draft.name(), draft.description(), cell(draft.target().name()));
  }

  private String use() {
    return """
        ## Use

            millrace run %1$s
            millrace models show %2$s
            millrace models card %2$s --html card.html
            millrace predict NEW_ROWS%3$s PREDICTED%3$s --model %2$s%4$s

        A run checks the rows by `schema.yaml`, trains, judges the model on rows it has not seen, and
        registers and deploys it if it is good enough: `thresholds` in `pipeline.yaml` say what that is.
        It ends with where its pages are, the evaluation and the model card among them: the card tells
        who did not make the model what to know before using it.
        When the data has grown, the same command learns anew and compares with the champion on the
        same rows; `millrace rollback %2$s` goes back to the version before.

        """
        .formatted(project, draft.name(), ending(), options());
  }

  /** A file to predict is most likely of the kind that was learnt from. */
  private String ending() {
    return switch (draft.place().format()) {
      case PARQUET -> ".parquet";
      case CSV -> ".csv";
      case JSON_LINES -> ".jsonl";
    };
  }

  /** How texts are to be read that do not say so themselves. */
  private String options() {
    StringBuilder options = new StringBuilder();
    draft.texts().missing().forEach(text -> options.append(" --null ").append(quoted(text)));
    draft.times().values().stream()
        .map(Look.TimeFormat::format)
        .distinct()
        .forEach(format -> options.append(" --timestamp ").append(quoted(format)));
    return options.toString();
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private String guesses() {
    StringBuilder table = new StringBuilder();
    table.append("## What was guessed\n\n");
    table.append("| about | guess | because | to change it |\n|---|---|---|---|\n");
    for (Guess guess : draft.guesses()) {
      table.append("| ").append(cell(guess.about()));
      table.append(" | ").append(cell(guess.guess()));
      table.append(" | ").append(cell(guess.reason()));
      table.append(" | ").append(cell(guess.change())).append(" |\n");
    }
    return table.append('\n').toString();
  }

  private String leftOut() {
    if (draft.columns().left().isEmpty()) {
      return "";
    }
    StringBuilder list = new StringBuilder("## What the model does not see\n\n");
    for (Columns.Left left : draft.columns().left()) {
      list.append("- `").append(cell(left.column())).append("` ").append(cell(left.reason()));
      list.append('\n');
    }
    return list.append(
            "\nIn `pipeline.yaml`, take the `#` away before its line to let it see one.\n\n")
        .toString();
  }

  private String data() {
    return """
        ## The data

        It stays where it is: `data` in `pipeline.yaml` says where, seen from that file. If either moves,
        change that line, or say it once: `millrace run %s --set data=PATH`. `schema.yaml` says what rows
        look like; when they rightly look otherwise, `millrace data schema FILES --update %s/schema.yaml`
        shows the smallest change that accepts them.
        """
        .formatted(project, project);
  }

  private static String cell(String text) {
    return Yaml.shown(text).replace("|", "\\|").replace("`", "'");
  }
}
