package dev.millrace.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holds a home against what a writer said was acknowledged. It reads the database by plain JDBC and
 * the artifacts by its own reading of the layout: it shares no code with the store.
 */
record OutsideChecker(Path home, String context) {

  void check(List<String> acknowledged) throws Exception {
    checkArtifacts();
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + home.resolve("metadata.db"))) {
      assertThat(text(connection, "PRAGMA integrity_check")).as(context).isEqualTo("ok");
      for (String line : acknowledged) {
        checkLine(connection, line);
      }
      checkEvents(connection);
    }
  }

  private void checkLine(Connection connection, String line) throws SQLException {
    String[] words = line.split(" ", 3);
    switch (words[0]) {
      case "created" ->
          assertThat(text(connection, "SELECT count(*) FROM task WHERE run_id = ?", words[1]))
              .as(context + ": " + line)
              .isEqualTo("2");
      case "running" ->
          assertThat(text(connection, "SELECT state FROM run WHERE id = ?", words[1]))
              .as(context + ": " + line)
              .isEqualTo("RUNNING");
      case "completed" -> checkCompleted(connection, words[1], words[2]);
      default -> throw new AssertionError("the writer said: " + line);
    }
  }

  private void checkCompleted(Connection connection, String run, String digest)
      throws SQLException {
    String sql =
        """
        SELECT task.state || ' ' || artifact.digest FROM task
        JOIN execution_output ON execution_output.execution_id = task.execution_id
        JOIN artifact ON artifact.id = execution_output.artifact_id
        WHERE task.run_id = ?
        """;
    assertThat(text(connection, sql, run)).as(context).isEqualTo("SUCCEEDED " + digest);
    assertThat(home.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest))
        .as(context)
        .isDirectory();
  }

  /** A state and its event are one transaction: neither is there without the other. */
  private void checkEvents(Connection connection) throws SQLException {
    String tasks = "SELECT count(*) FROM task WHERE state = 'SUCCEEDED'";
    String events =
        "SELECT count(*) FROM event WHERE kind = 'task.state' AND data LIKE '%\"to\":\"SUCCEEDED\"%'";
    assertThat(text(connection, tasks)).as(context).isEqualTo(text(connection, events));
    String running = "SELECT count(*) FROM run WHERE state = 'RUNNING'";
    String runEvents = "SELECT count(*) FROM event WHERE kind = 'run.state'";
    assertThat(text(connection, running)).as(context).isEqualTo(text(connection, runEvents));
  }

  /** Whatever is in its place is whole. */
  private void checkArtifacts() throws IOException, NoSuchAlgorithmException {
    Path artifacts = home.resolve("artifacts");
    if (!Files.exists(artifacts)) {
      return;
    }
    for (Path shelf : entries(artifacts)) {
      for (Path artifact : entries(shelf)) {
        checkArtifact(artifact);
      }
    }
  }

  private void checkArtifact(Path artifact) throws IOException, NoSuchAlgorithmException {
    byte[] manifest = Files.readAllBytes(artifact.resolve("manifest"));
    assertThat(sha256(manifest)).as(context).isEqualTo(String.valueOf(artifact.getFileName()));
    List<String> files = new String(manifest, UTF_8).lines().skip(3).toList();
    assertThat(entries(artifact.resolve("files"))).as(context).hasSameSizeAs(files);
    for (String file : files) {
      String[] words = file.split(" ", 3);
      byte[] bytes = Files.readAllBytes(artifact.resolve("files").resolve(words[2]));
      assertThat(sha256(bytes)).as(context).isEqualTo(words[0]);
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String text(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? String.valueOf(result.getString(1)) : "nothing";
      }
    }
  }
}
