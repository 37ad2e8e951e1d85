package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened is kept on a PostgreSQL server, if the environment names one. */
class DatabaseTest {

  private static final String VARIABLE = "MILLRACE_DATABASE";

  @TempDir private static Path data;
  private static EmbeddedPostgres server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    server =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").setDataDirectory(data).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private static Map<String, String> database() {
    return Map.of(VARIABLE, server.getJdbcUrl("postgres", "postgres") + "&password=hush");
  }

  @Test
  void run_onAServer_keepsAllThereButFiles() throws Exception {
    Notes notes = Notes.of(Notes.CHAIN, directory, database());

    notes.expect(0, "run", ".");
    assertThat(notes.expect(0, "run", ".").err()).contains("= first ", "= third ");

    String run = notes.newest();
    assertThat(notes.states(run)).isEqualTo("first cached, second cached, third cached");
    assertThat(notes.expect(0, "lineage", run + "/third.made", "--up").out()).contains("'first'");
    notes.expect(0, "pin", run, "--reason", "to compare with");
    assertThat(notes.json("pins")).hasSize(1);
    assertThat(directory.resolve(".millrace/metadata.db")).doesNotExist();
    assertThat(directory.resolve(".millrace/artifacts")).isNotEmptyDirectory();
    assertThat(Notes.of(Notes.CHAIN, directory).json("runs", "list")).isEmpty();
  }

  @Test
  void doctor_withAServer_namesItWithoutItsPassword() {
    Screen screen = new Screen(directory, database());

    screen.run("doctor");

    assertThat(screen.out()).contains("jdbc:postgresql://localhost:").doesNotContain("hush");
  }

  @Test
  void run_noServer_saysWhereNoneAnswers() throws Exception {
    Map<String, String> nobody =
        Map.of(VARIABLE, "jdbc:postgresql://localhost:1/none?password=hush");
    Screen screen = Notes.of(Notes.CHAIN, directory, nobody).expect(6, "run", ".");

    assertThat(screen.err()).contains("localhost:1/none", "hint:").doesNotContain("hush", "\tat ");
  }

  @Test
  void run_otherUrl_isUsage() throws Exception {
    Map<String, String> other = Map.of(VARIABLE, "jdbc:mysql://localhost/millrace?password=hush");
    Screen screen = Notes.of(Notes.CHAIN, directory, other).expect(2, "run", ".");

    assertThat(screen.err()).contains("jdbc:postgresql://", VARIABLE).doesNotContain("hush");
  }
}
