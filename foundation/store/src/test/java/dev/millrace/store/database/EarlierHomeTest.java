package dev.millrace.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.ArtifactQuery;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.MetadataStore.Metric;
import dev.millrace.store.MetadataStore.RunQuery;
import dev.millrace.store.MovableClock;
import dev.millrace.store.RunFilter;
import dev.millrace.store.Samples;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home whose tables are those of version 1. */
class EarlierHomeTest {
  private static final Id RUN = Id.at(Samples.NOON);
  private static final Id ARTIFACT = Id.at(Samples.NOON);
  private static final long NOON = Times.micros(Samples.NOON);

  @TempDir Path directory;

  @Test
  void open_withRows_findsThemByAllThatIsNew() throws SQLException {
    Home home = Home.open(directory.resolve("home"));
    Dialect dialect = new SqliteDialect(home.database());
    Flyway.configure()
        .loggers(QuietFlyway.class.getName())
        .dataSource(dialect.migrationSource())
        .locations("classpath:dev/millrace/store/database/migration")
        .placeholders(dialect.placeholders())
        .target("1")
        .load()
        .migrate();
    try (Connection connection = dialect.connect(Dialect.Access.WRITE);
        Statement statement = connection.createStatement()) {
      for (String row : rows()) {
        statement.execute(row);
      }
    }

    MovableClock clock = new MovableClock(Samples.NOON);
    try (SqlMetadataStore store = SqlMetadataStore.open(home, clock, clock)) {
      ArtifactQuery query = ArtifactQuery.newest(ModelBlessing.TYPE, Samples.NOON);
      assertThat(
              store.findArtifacts(
                  query
                      .ofStep("flights", "evaluate")
                      .with("blessed", true)
                      .with("reason", "it \"is\" é")
                      .with("rows", 7)))
          .extracting(ArtifactRow::id)
          .containsExactly(ARTIFACT);
      assertThat(store.findArtifacts(query.with("blessed", false))).isEmpty();
      assertThat(store.runs(new RunQuery(RunFilter.any().saying("monday"), Optional.empty(), 9)))
          .hasSize(1);
      assertThat(store.metrics(RUN)).extracting(Metric::key).containsExactly("auc", "left");
    }
  }

  private static String[] rows() {
    Id other = Id.at(Samples.NOON);
    return new String[] {
      "INSERT INTO project VALUES ('p', 'default', '', 0)",
      "INSERT INTO experiment VALUES ('e', 'p', 'nightly', '', 0)",
      "INSERT INTO pipeline_version VALUES ('v', 'flights', '%s', '{}', 0)"
          .formatted("0".repeat(64)),
      """
      INSERT INTO run VALUES (1, '%1$s', '%1$s', 'e', 'v', 'flights', '{}', 'ada', %2$d, %2$d,
        'demand', 'each Monday', NULL, '/x', '', 'RUNNING', '', NULL, NULL)
      """
          .formatted(RUN.hex(), NOON),
      """
      INSERT INTO execution VALUES (5, '%s', '%s', '{}', 1, '%s', 'flights', 'evaluate', '{}', %d)
      """
          .formatted(other.hex(), "1".repeat(64), RUN.hex(), NOON),
      "INSERT INTO artifact VALUES ('%s', 'ModelBlessing/1', '%s', 1, '%s', 'LIVE', %d)"
          .formatted(
              ARTIFACT.hex(),
              "2".repeat(64),
              Json.canonical(
                  Json.parse(
                      """
                      {"blessed": true, "reason": "it \\"is\\" é", "rows": 7, "list": [1], "x": null}
                      """)),
              NOON),
      "INSERT INTO execution_output VALUES ('%s', 'blessing', '%s')"
          .formatted(other.hex(), ARTIFACT.hex()),
      "INSERT INTO task VALUES ('t', '%s', 'evaluate', 0, 'SUCCEEDED', '', 1, 1, NULL, '%s')"
          .formatted(RUN.hex(), other.hex()),
      "INSERT INTO metric VALUES (1, '%s', 'evaluate', 'auc', 0.5, 0, 0)".formatted(RUN.hex()),
      "INSERT INTO metric VALUES (2, '%s', 'later', 'left', 0.5, 0, 0)".formatted(RUN.hex()),
    };
  }
}
