package dev.millrace.app.init;

import dev.millrace.core.api.InitOrder;
import dev.millrace.core.api.InitReport;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.Names;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.data.profile.RowsPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Makes a project of somebody's data: looks, decides, writes. */
public final class Init {

  /** The greatest share of rows that may be unreadable. */
  private static final double MOST_REJECTED = 0.01;

  private final Path work;
  private final Clock clock;

  /**
   * @param work a directory for what is needed meanwhile
   */
  public Init(Path work, Clock clock) {
    this.work = work;
    this.clock = clock;
  }

  /**
   * Makes a project.
   *
   * @throws UserError if it is there already, or the data cannot carry a model; then nothing is
   *     written
   */
  public InitReport make(InitOrder order) throws IOException, InterruptedException {
    Path project = order.directory().resolve(order.project()).toAbsolutePath().normalize();
    ProjectFiles.requireNew(project, order.project());
    String name = name(project);
    RowsPlace place = RowsPlace.find(order.data(), order.directory());
    Path scratch = Files.createTempDirectory(Files.createDirectories(work), "init-");
    try (Look look = Look.open(place, scratch)) {
      requireReadable(look);
      Draft draft = draft(name, order, place, look, project);
      SequencedMap<String, String> files = new LinkedHashMap<>();
      files.put("pipeline.yaml", PipelineText.of(draft));
      files.put("schema.yaml", SchemaText.of(draft, look.count(), look.looked()));
      files.put("README.md", ReadmeText.of(draft, order.project().toString()));
      ProjectFiles.write(project, files);
      return report(draft, order, look, files);
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("looking was interrupted");
      }
      throw new IllegalStateException(e);
    } finally {
      remove(scratch);
    }
  }

  private Draft draft(String name, InitOrder order, RowsPlace place, Look look, Path project)
      throws SQLException {
    Target target = TargetJudge.of(look, order.label(), order.wishes());
    Optional<ColumnProfile> time = TimeJudge.of(look, order.wishes());
    Columns columns = new ColumnJudge(look, target, order.wishes(), time).judge();
    Division division =
        new DivisionJudge(look, target, order.wishes(), clock.instant()).judge(place.spans(), time);
    return new Draft(
        name,
        dataPath(place.folder(), order.directory(), project),
        place,
        look.texts(),
        look.times(),
        look.columns(),
        target,
        columns,
        division);
  }

  private static void requireReadable(Look look) {
    long rejected = look.texts().rejected();
    if (rejected > MOST_REJECTED * (look.rows() + rejected)) {
      throw UserError.failure(
              "%s of %s rows cannot be read, the first: %s"
                  .formatted(
                      TargetJudge.count(rejected),
                      TargetJudge.count(look.rows() + rejected),
                      look.texts().firstReject().orElse("")))
          .hint("mend the file: every row needs as many values as there are columns");
    }
  }

  /** As a person named it: relative to the project if it was relative to where they are. */
  private static String dataPath(Path folder, Path directory, Path project) {
    return folder.isAbsolute()
        ? folder.normalize().toString()
        : project.relativize(directory.resolve(folder).toAbsolutePath().normalize()).toString();
  }

  /** The directory's own name, as far as a pipeline may have it. */
  private static String name(Path project) {
    String plain =
        String.valueOf(project.getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "-")
            .replaceAll("^[^a-z]+", "");
    String name = plain.isEmpty() ? "model" : plain.substring(0, Math.min(100, plain.length()));
    if (!Names.isPipeline(name)) {
      throw new IllegalStateException(name + " is no name of a pipeline");
    }
    return name;
  }

  private static InitReport report(
      Draft draft, InitOrder order, Look look, SequencedMap<String, String> files) {
    return new InitReport(
        order.project().toString(),
        draft.name(),
        order.data(),
        look.rows(),
        look.looked(),
        draft.target().name(),
        draft.target().task().text(),
        draft.columns().used().stream().map(Columns.Used::column).toList(),
        draft.columns().left().stream()
            .map(left -> new InitReport.LeftOut(left.column(), left.reason()))
            .toList(),
        draft.guesses(),
        List.copyOf(files.keySet()));
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
