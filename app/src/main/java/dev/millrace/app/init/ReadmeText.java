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
            millrace predict NEW_ROWS.csv PREDICTED.csv --model %2$s
            millrace predict NEW_ROWS%3$s PREDICTED%3$s --model %2$s%4$s
