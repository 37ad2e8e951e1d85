package dev.millrace.engine;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.engine.graph.Kept;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files from outside as artifacts. They are copied when a task starts, so what the task reads, and
 * what its result is cached under, is what was there at that moment; the same content is the same
 * artifact, whoever imports it.
 */
final class Imports implements Intake {

  private final RunContext context;

  Imports(RunContext context) {
    this.context = context;
  }

  /** Puts a copy of a file or directory into a new directory of a task. */
  static void copy(Path source, Path target) throws IOException {
    if (Files.isRegularFile(source)) {
      Files.copy(source, target.resolve(source.getFileName()));
      return;
    }
    if (!Files.isDirectory(source)) {
      throw UserError.failure("there is nothing to import at " + source)
          .hint("paths are relative to the directory of the pipeline's file");
    }
    try (Stream<Path> tree = Files.walk(source)) {
      List<Path> paths = tree.skip(1).toList();
      for (Path path : paths) {
        copyOne(path, target.resolve(source.relativize(path).toString()));
      }
    }
  }

  private static void copyOne(Path path, Path target) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(target);
    } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.copy(path, target);
    } else {
      throw UserError.failure("an import takes files and directories, and this is neither: " + path)
          .hint("replace a link by what it leads to");
    }
  }

  /** For a run: keeps them for good. */
  @Override
  public Kept take(ArtifactType<?> type, Artifact staged) throws IOException {
    ArtifactRow published = context.setup().artifacts().publish(type, staged);
    ArtifactRow row = context.metadata().importArtifact(context.id(), context.token(), published);
    return new StoredResults(context.setup()).open(type, row);
  }

  @Override
  public void hold(List<Id> found) {
    context.metadata().hold(context.id(), context.token(), found);
  }

  /** For a plan: what they would be, without keeping them. */
  record Look(EngineSetup setup) implements Intake {

    @Override
    public Kept take(ArtifactType<?> type, Artifact staged) throws IOException {
      Instant now = setup.clock().instant();
      Digest digest = setup.artifacts().digest(type, staged);
      ArtifactRow row = new ArtifactRow(Id.at(now), type.toString(), digest, 0, Map.of(), now);
      return new Kept(
          row, type.over(new Handle.Stored(row.id(), row.digest(), staged.directory(), Map.of())));
    }

    @Override
    public void hold(List<Id> found) {}
  }
}
