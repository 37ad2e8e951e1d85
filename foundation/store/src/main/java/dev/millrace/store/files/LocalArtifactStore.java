package dev.millrace.store.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.millrace.core.artifact.Artifact;
import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.ArtifactStore;
import dev.millrace.store.Home;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Artifacts as directories of this machine, named by their digests:
 *
 * <pre>
 * staging/&lt;run&gt;/&lt;step&gt;-&lt;random&gt;/files/…    while a step writes
 * artifacts/&lt;2 digits&gt;/&lt;digest&gt;/files/…   for good, with the manifest beside
 * </pre>
 *
 * <p>Publishing writes the manifest next to the staged files, forces all of it to the disk, and
 * renames the one directory. A rename within a file system is atomic: whoever looks sees the whole
 * artifact or none, also after a crash. Only digests and ids that parse as such become names.
 */
public final class LocalArtifactStore implements ArtifactStore {
  private static final Set<PosixFilePermission> READ_ONLY =
      PosixFilePermissions.fromString("r--------");

  private final Shelves shelves;
  private final Path staging;
  private final Clock clock;

  private LocalArtifactStore(Shelves shelves, Path staging, Clock clock) {
    this.shelves = shelves;
    this.staging = staging;
    this.clock = clock;
  }

  /** The artifact store of a home. */
  public static LocalArtifactStore open(Home home, Clock clock) {
    return new LocalArtifactStore(new Shelves(home), home.staging(), clock);
  }

  /** Where the contents are, for those who remove what nobody needs. */
  public Shelves shelves() {
    return shelves;
  }

  @Override
  public Path stage(Id run, String step) throws IOException {
    String name = StepNames.fileName(step) + "-" + UUID.randomUUID();
    return OwnerOnly.directory(staging.resolve(run.hex()).resolve(name).resolve(Shelves.FILES));
  }

  @Override
  public ArtifactRow publish(ArtifactType<? extends Artifact> type, Artifact staged)
      throws IOException {
    Handle.Staged handle = staged(staged);
    Path unit = unit(handle);
    Tree tree = Tree.of(handle.directory());
    Manifest manifest = Manifest.of(type.toString(), handle.properties(), tree.entries());
    Digest digest = manifest.digest();
    makeDurable(tree, unit, manifest);
    shelves.put(unit, digest);
    return new ArtifactRow(
        Id.at(clock.instant()),
        type.toString(),
        digest,
        manifest.bytes(),
        Map.copyOf(handle.properties()),
        now());
  }

  @Override
  public Path open(ArtifactRow row) throws IOException {
    Path files = shelves.place(row.digest()).resolve(Shelves.FILES);
    if (!Files.isDirectory(files, NOFOLLOW_LINKS)) {
      throw UserError.notFound(
              "the files of " + row.type() + " " + row.digest().brief() + " are not in the store")
          .hint("run the pipeline again to make them anew");
    }
    return files;
  }

  @Override
  public List<String> files(ArtifactRow row) throws IOException {
    open(row);
    return manifest(row).files().stream().map(Manifest.Entry::path).toList();
  }

  @Override
  public Path file(ArtifactRow row, String name) throws IOException {
    Path directory = open(row);
    UserError unknown =
        UserError.notFound(row.type() + " " + row.digest().brief() + " has no file '" + name + "'");
    Manifest.Entry entry = manifest(row).find(name).orElseThrow(() -> unknown);
    Path file = directory.resolve(entry.path());
    if (!isPlain(file)) {
      throw unknown;
    }
    return file;
  }

  @Override
  public void verify(ArtifactRow row) throws IOException {
    Verification.check(label(row), open(row), manifest(row));
  }

  @Override
  public Digest digest(ArtifactType<? extends Artifact> type, Artifact staged) throws IOException {
    Handle.Staged handle = staged(staged);
    Tree tree = Tree.of(handle.directory());
    return Manifest.of(type.toString(), handle.properties(), tree.entries()).digest();
  }

  @Override
  public void discardStaged(Id run) throws IOException {
    Tree.delete(staging.resolve(run.hex()));
  }

  /** The runs that have staged something, and not published or discarded it yet. */
  public List<Id> staged() throws IOException {
    return Tree.runs(staging);
  }

  /** How much a run's staged files take. */
  public long stagedBytes(Id run) throws IOException {
    return Tree.bytes(staging.resolve(run.hex()));
  }

  /** True for a file that is reached without following any link. */
  private static boolean isPlain(Path file) throws IOException {
    return Files.isRegularFile(file, NOFOLLOW_LINKS) && file.toRealPath().equals(file);
  }

  private static Handle.Staged staged(Artifact artifact) {
    if (artifact.handle() instanceof Handle.Staged staged) {
      return staged;
    }
    throw new IllegalArgumentException("not a staged artifact: " + artifact);
  }

  /** The directory that is renamed: the staged files and, beside them, the manifest. */
  private Path unit(Handle.Staged handle) {
    Path unit = handle.directory().toAbsolutePath().normalize().getParent();
    if (unit == null
        || !unit.startsWith(staging)
        || unit.getNameCount() != staging.getNameCount() + 2) {
      throw new IllegalArgumentException(
          handle.directory() + " is not a directory that this store staged");
    }
    return unit;
  }

  /**
   * After this a crash loses nothing of it, and nobody changes it by mistake. All that can be
   * changed is changed before the first part is forced: forced at once, the parts share what the
   * file system has to write for them.
   */
  private static void makeDurable(Tree tree, Path unit, Manifest manifest) throws IOException {
    for (Path file : tree.files()) {
      Files.setPosixFilePermissions(file, READ_ONLY);
    }
    for (Path directory : tree.directories()) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    Path text = unit.resolve(Shelves.MANIFEST);
    OwnerOnly.touch(text);
    Files.writeString(text, manifest.text());
    List<Path> files = new ArrayList<>(tree.files());
    files.add(text);
    Durable.force(files);
    for (Path directory : tree.directories().reversed()) {
      Durable.force(directory);
    }
    Durable.force(unit);
  }

  private Manifest manifest(ArtifactRow row) throws IOException {
    return Verification.manifest(
        label(row), shelves.place(row.digest()).resolve(Shelves.MANIFEST), row.digest());
  }

  private static String label(ArtifactRow row) {
    return row.type() + " " + row.digest().brief();
  }

  /** As precisely as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
