package dev.millrace.engine.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at a home from outside: the database by plain JDBC, the artifacts by its own reading of the
 * layout, the processes by the system's table. It shares no code with the store.
 */
final class OutsideChecker {
  private final Path home;
  private final Path copy;
  private final String context;
  private final Set<String> whole = new HashSet<>();

  /**
   * @param copy for a copy of the database: SQLite mends one that it opens
   * @param context what to say with each problem
   */
  OutsideChecker(Path home, Path copy, String context) {
    this.home = home;
    this.copy = copy;
    this.context = context;
  }

  /** Holds what is there against itself, while nobody works in the home; and says what it is. */
  Snapshot look() throws Exception {
    copyDatabase();
    checkArtifacts();
    if (!Files.exists(copy)) {
      return Snapshot.NOTHING;
    }
    try (Database database = Database.open(copy)) {
      assertThat(database.text("PRAGMA integrity_check")).as(context).isEqualTo("ok");
      assertThat(database.rows("PRAGMA foreign_key_check")).as(context).isEmpty();
      if (database.text("SELECT count(*) FROM sqlite_master WHERE name = 'task'").equals("0")) {
        return Snapshot.NOTHING;
      }
      Snapshot snapshot = Snapshot.of(database);
      checkOutputs(database, snapshot);
      checkEvents(database, snapshot);
      return snapshot;
    }
  }

  private void copyDatabase() throws IOException {
    for (String ending : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(copy + ending));
    }
    for (String ending : List.of("", "-wal")) {
      Path file = home.resolve("metadata.db" + ending);
      if (Files.exists(file)) {
        Files.copy(file, Path.of(copy + ending));
      }
    }
  }

  /** As {@link #look}, when nothing may be left over of any process. */
  Snapshot lookAtLast() throws Exception {
    for (String emptied : List.of("staging", "work/programs")) {
      assertThat(home.resolve(emptied)).as(context).isEmptyDirectory();
    }
    assertThat(programs()).as(context).isEmpty();
    return look();
  }

  /** Processes that were started for a step: they know where to put their temporary files. */
  private List<Path> programs() throws IOException {
    Path table = Path.of("/proc");
    if (!Files.isDirectory(table)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(table)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("\\d+"))
          .filter(this::isOfHome)
          .toList();
    }
  }

  private boolean isOfHome(Path process) {
    try {
      byte[] variables = Files.readAllBytes(process.resolve("environ"));
      return new String(variables, UTF_8).contains("TMPDIR=" + home);
    } catch (IOException e) {
      // It has ended meanwhile, or is another user's.
      return false;
    }
  }

  /** What is recorded as made has its files, and what has ended well is recorded as made. */
  private void checkOutputs(Database database, Snapshot snapshot) throws Exception {
    for (List<String> artifact :
        database.rows("SELECT digest, type, bytes FROM artifact WHERE state = 'LIVE'")) {
      assertThat(whole).as(context).contains(String.join(" ", artifact));
    }
    List<String> unrecorded =
        database
            .rows(
                """
                SELECT run_id || ' ' || step FROM task
                WHERE state IN ('SUCCEEDED', 'CACHED') AND execution_id IS NULL
                """)
            .stream()
            .map(List::getFirst)
            .toList();
    assertThat(snapshot.groups()).as(context).containsAll(unrecorded);
  }

  /** Each change of state begins where the one before has ended, and the last is how it stands. */
  private void checkEvents(Database database, Snapshot snapshot) throws Exception {
    Map<String, String> states = new HashMap<>();
    String changes =
        """
        SELECT rtrim(subject || ' ' || coalesce(json_extract(data, '$.step'), '')),
          json_extract(data, '$.from'), json_extract(data, '$.to')
        FROM event WHERE kind IN ('task.state', 'run.state') ORDER BY seq
        """;
    for (List<String> change : database.rows(changes)) {
      assertThat(states.getOrDefault(change.get(0), "PENDING"))
          .as(context + ": " + change)
          .isEqualTo(change.get(1));
      states.put(change.get(0), change.get(2));
    }
    snapshot.runs().keySet().forEach(run -> states.putIfAbsent(run, "PENDING"));
    snapshot.tasks().keySet().forEach(task -> states.putIfAbsent(task, "PENDING"));
    Map<String, String> standing = new HashMap<>(snapshot.runs());
    standing.putAll(snapshot.tasks());
    assertThat(states).as(context).isEqualTo(standing);
  }

  /** Whatever is in its place is whole. What was found so is not read again. */
  private void checkArtifacts() throws IOException, NoSuchAlgorithmException {
    Path artifacts = home.resolve("artifacts");
    if (Files.exists(artifacts)) {
      for (Path shelf : entries(artifacts)) {
        for (Path artifact : entries(shelf)) {
          if (whole.add(artifact.getFileName().toString())) {
            checkArtifact(artifact);
          }
        }
      }
    }
  }

  private void checkArtifact(Path artifact) throws IOException, NoSuchAlgorithmException {
    String digest = artifact.getFileName().toString();
    byte[] manifest = Files.readAllBytes(artifact.resolve("manifest"));
    assertThat(sha256(manifest)).as(context).isEqualTo(digest);
    List<String> lines = new String(manifest, UTF_8).lines().toList();
    Path files = artifact.resolve("files");
    Set<String> expected = new HashSet<>();
    long all = 0;
    for (String line : lines.subList(3, lines.size())) {
      String[] words = line.split(" ", 3);
      byte[] bytes = Files.readAllBytes(files.resolve(words[2]));
      assertThat(sha256(bytes)).as(context + ": " + artifact).isEqualTo(words[0]);
      assertThat(bytes).as(context).hasSize(Integer.parseInt(words[1]));
      expected.add(words[2]);
      all += bytes.length;
    }
    try (Stream<Path> found = Files.walk(files)) {
      assertThat(found.filter(Files::isRegularFile).map(file -> files.relativize(file).toString()))
          .as(context + ": " + artifact)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    whole.add(digest + " " + lines.get(1) + " " + all);
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
