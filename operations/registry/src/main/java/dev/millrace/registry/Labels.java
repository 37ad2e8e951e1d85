package dev.millrace.registry;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What people note of models and versions: tags and descriptions. The last word stands. */
final class Labels {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,99}");
  private static final int LONGEST_TAG = 1_000;
  private static final int LONGEST_DESCRIPTION = 10_000;

  private Labels() {}

  /**
   * Of what people note.
   *
   * @param name of the model
   * @param version if it is about one
   * @param id of the model, or of its version
   */
  record Subject(String name, Optional<Integer> version, Id id) {}

  static Map<String, String> tags(Sql sql, Id subject) {
    Map<String, String> tags = new TreeMap<>();
    sql.each(
        "SELECT name, content FROM tag WHERE subject = ?",
        row -> tags.put(row.text("name"), row.text("content")),
        subject);
    return tags;
  }

  /** Takes tags away, sets others, and describes, all at once. */
  static void note(Transaction sql, Subject subject, Notes notes, Change change) {
    requireFit(notes);
    notes.untag().forEach(name -> untag(sql, subject.id(), name));
    notes.tags().forEach((name, content) -> tag(sql, subject.id(), name, content));
    notes
        .description()
        .ifPresent(
            text ->
                sql.execute(
                    subject.version().isPresent()
                        ? "UPDATE model_version SET description = ? WHERE id = ?"
                        : "UPDATE model SET description = ? WHERE id = ?",
                    text,
                    subject.id()));
    ObjectNode data = Json.object().put("reason", change.reason());
    subject.version().ifPresent(number -> data.put("version", number));
    data.set("tags", Json.tree(notes.tags()));
    data.set("untag", Json.tree(notes.untag()));
    notes.description().ifPresent(text -> data.put("description", text));
    sql.event(
        new NewEvent("model.noted", subject.name(), change.actor(), change.eventTime(), data));
  }

  private static void untag(Transaction sql, Id subject, String name) {
    if (sql.execute("DELETE FROM tag WHERE subject = ? AND name = ?", subject, name) == 0) {
      throw UserError.notFound("there is no tag '" + name + "' to take away")
          .hint(
              tags(sql, subject).isEmpty()
                  ? "it has no tags"
                  : "its tags: " + String.join(", ", tags(sql, subject).keySet()));
    }
  }

  private static void tag(Transaction sql, Id subject, String name, String content) {
    sql.execute(
        """
        INSERT INTO tag (subject, name, content) VALUES (?, ?, ?)
        ON CONFLICT (subject, name) DO UPDATE SET content = excluded.content
        """,
        subject,
        name,
        content);
  }

  private static void requireFit(Notes notes) {
    notes
        .tags()
        .forEach(
            (name, content) -> {
              if (!NAME.matcher(name).matches()) {
                throw UserError.usage("'" + name + "' cannot be the name of a tag")
                    .hint(
                        "use lower-case letters, digits, '.', '_' and '-', a letter first; at most"
                            + " 100 characters");
              }
              requireLength("tag '" + name + "'", content, LONGEST_TAG);
            });
    notes
        .description()
        .ifPresent(text -> requireLength("the description", text, LONGEST_DESCRIPTION));
  }

  private static void requireLength(String what, String text, int longest) {
    if (text.length() > longest) {
      throw UserError.usage(
              "%s has %,d characters; at most %,d are kept".formatted(what, text.length(), longest))
          .hint("keep what is long in a document, and note where it is");
    }
  }
}
