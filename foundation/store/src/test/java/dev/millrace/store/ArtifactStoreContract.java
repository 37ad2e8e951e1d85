package dev.millrace.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every artifact store keeps to. */
public abstract class ArtifactStoreContract {
  private static final Id RUN = Id.at(Samples.NOON);

  @TempDir Path directory;
  ArtifactStore store;

  /** A new empty store. */
  abstract ArtifactStore open() throws IOException;

  /** The one place where the bytes of a published file are, to be damaged. */
  abstract Path stored(ArtifactRow row, String name) throws IOException;

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @Test
  void publish_filesInFolders_canBeReadAsTheyWereWritten() throws IOException {
    Examples staged = examples(Map.of("train/part-0.txt", "a", "eval/part-0.txt", "é", "x", ""));
    staged.property("rows", 2);

    ArtifactRow row = store.publish(Examples.TYPE, staged);

    Path files = store.open(row);
    assertThat(files.resolve("train/part-0.txt")).hasContent("a");
    assertThat(files.resolve("eval/part-0.txt")).hasContent("é");
    assertThat(files.resolve("x")).isEmptyFile();
    assertThat(store.files(row)).containsExactly("eval/part-0.txt", "train/part-0.txt", "x");
    assertThat(row.type()).isEqualTo("Examples/1");
    assertThat(row.bytes()).isEqualTo(3);
    assertThat(row.properties()).containsExactly(Map.entry("rows", Json.tree(2)));
    store.verify(row);
  }

  @Test
  void publish_sameContentTwice_isStoredOnceUnderTwoIds() throws IOException {
    ArtifactRow one = store.publish(Examples.TYPE, examples(Map.of("a", "1")));
    ArtifactRow two = store.publish(Examples.TYPE, examples(Map.of("a", "1")));

    assertThat(two.digest()).isEqualTo(one.digest());
    assertThat(two.id()).isNotEqualTo(one.id());
    assertThat(store.open(two)).isEqualTo(store.open(one));
  }

  @Test
  void publish_overDamagedContent_mendsIt() throws IOException {
    ArtifactRow one = store.publish(Examples.TYPE, examples(Map.of("a", "1")));
    damage(stored(one, "a"), "2");

    ArtifactRow two = store.publish(Examples.TYPE, examples(Map.of("a", "1")));

    assertThat(store.open(two).resolve("a")).hasContent("1");
    store.verify(one);
  }

  @Test
  void publish_whereTheFilesWereTakenAway_mendsIt() throws IOException {
    ArtifactRow one = store.publish(Examples.TYPE, examples(Map.of("a", "1")));
    Path files = store.open(one);
    Files.move(files, files.resolveSibling("taken"));

    store.publish(Examples.TYPE, examples(Map.of("a", "1")));

    assertThat(store.open(one).resolve("a")).hasContent("1");
    store.verify(one);
  }

  @Test
  void publish_noFiles_isAnArtifactToo() throws IOException {
    Examples staged = examples(Map.of());
    staged.property("rows", 0);

    ArtifactRow row = store.publish(Examples.TYPE, staged);

    assertThat(store.open(row)).isEmptyDirectory();
    store.verify(row);
  }

  @Test
  void digest_anyDifferenceInContent_differs() throws IOException {
    List<Map<String, String>> contents =
        List.of(
            Map.of(),
            Map.of("a", ""),
            Map.of("a", "b"),
            Map.of("b", "a"),
            Map.of("a", "b", "b", ""),
            Map.of("a/b", ""),
            Map.of("ab", ""));
    Set<Digest> digests = new HashSet<>();
    for (Map<String, String> content : contents) {
      digests.add(store.digest(Examples.TYPE, examples(content)));
      Examples described = examples(content);
      described.property("a", "b");
      digests.add(store.digest(Examples.TYPE, described));
      digests.add(store.digest(Model.TYPE, new Model(described.handle())));
    }

    assertThat(digests).hasSize(3 * contents.size());
  }

  @Test
  void digest_sameContentInAnotherOrder_isTheSame() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      files.put("d" + random.nextInt(9) + "/" + random.nextInt(), "" + random.nextLong());
    }
    Examples one = examples(files);
    one.property("x", 1);
    one.property("y", Map.of("b", 2, "a", 1));
    Map<String, String> reversed = new LinkedHashMap<>();
    files.keySet().stream().toList().reversed().forEach(f -> reversed.put(f, files.get(f)));
    Examples other = examples(reversed);
    other.property("y", Map.of("a", 1, "b", 2));
    other.property("x", 1);

    assertThat(store.digest(Examples.TYPE, other)).isEqualTo(store.digest(Examples.TYPE, one));
    assertThat(store.publish(Examples.TYPE, one).digest())
        .isEqualTo(store.digest(Examples.TYPE, other));
  }

  @Test
  void verify_oneBitFlippedAnywhere_namesTheFile() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    ArtifactRow row =
        store.publish(
            Examples.TYPE, examples(Map.of("a/one", "first file", "b/two", "the second file")));
    for (int i = 0; i < 20; i++) {
      String name = random.nextBoolean() ? "a/one" : "b/two";
      Path file = stored(row, name);
      byte[] bytes = Files.readAllBytes(file);
      byte[] whole = bytes.clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      damage(file, bytes);

      assertThatThrownBy(() -> store.verify(row))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("'" + name + "'");
      damage(file, whole);
    }
    store.verify(row);
  }

  @Test
  void verify_fileGoneOrAdded_namesTheFile() throws IOException {
    ArtifactRow gone = store.publish(Examples.TYPE, examples(Map.of("a", "1", "b", "2")));
    Files.delete(stored(gone, "b"));
    ArtifactRow added = store.publish(Examples.TYPE, examples(Map.of("a", "1")));
    Files.writeString(stored(added, "a").resolveSibling("c"), "3");

    assertThatThrownBy(() -> store.verify(gone)).hasMessageContaining("'b' is gone");
    assertThatThrownBy(() -> store.verify(added)).hasMessageContaining("'c' does not belong");
  }

  @Test
  void publish_linksAndSpecialFiles_areRefused() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    Examples toFile = examples(Map.of("a", "1"));
    Files.createSymbolicLink(toFile.file("link"), secret);
    Examples toDirectory = examples(Map.of("a", "1"));
    Files.createSymbolicLink(toDirectory.file("folder"), directory);
    Examples dangling = examples(Map.of());
    Files.createSymbolicLink(dangling.file("nowhere"), Path.of("gone"));
    Examples hard = examples(Map.of());
    Files.createLink(hard.file("hard"), secret);
    Examples pipe = examples(Map.of());
    new ProcessBuilder("mkfifo", pipe.file("pipe").toString()).start().waitFor();
    Examples control = examples(Map.of("a\nb", "1"));

    assertRefused(toFile, "'link'");
    assertRefused(toDirectory, "'folder'");
    assertRefused(dangling, "'nowhere'");
    assertRefused(hard, "'hard'");
    assertRefused(pipe, "'pipe'");
    assertRefused(control, "control characters");
  }

  @Test
  void publish_directoryThatWasNotStaged_isRefused() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path staged = store.stage(RUN, "train");

    for (Path path : List.of(outside, staged.resolve("deeper"), staged.resolve("../.."))) {
      Examples examples = new Examples(new Handle.Staged(path, new LinkedHashMap<>()));
      assertThatThrownBy(() -> store.publish(Examples.TYPE, examples))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void file_anyNameButThoseOfTheArtifact_leadsNowhere() throws IOException {
    ArtifactRow row = store.publish(Examples.TYPE, examples(Map.of("a/one", "1", "b", "2")));
    List<String> names =
        List.of(
            "..",
            ".",
            "",
            "/",
            "../manifest",
            "a/../b",
            "./b",
            "a",
            "a/",
            "//b",
            "/etc/passwd",
            "a%2fone",
            "..%2fmanifest",
            "%2e%2e/manifest",
            "a\\one",
            "..\\manifest",
            "b\0",
            "b#x",
            "b?x",
            "B",
            "~",
            "a/one/..",
            "ａ/one",
            "b ",
            " b");

    for (String name : names) {
      assertThatThrownBy(() -> store.file(row, name))
          .as(name)
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.NOT_FOUND));
    }
    assertThat(store.file(row, "a/one")).hasContent("1");
  }

  @Test
  void file_replacedByALinkInTheStore_isNotFollowed() throws IOException {
    ArtifactRow row = store.publish(Examples.TYPE, examples(Map.of("a/one", "1")));
    Path secret = Files.writeString(directory.resolve("secret"), "1");
    Path file = stored(row, "a/one");
    Files.delete(file);
    Files.createSymbolicLink(file, secret);

    assertThatThrownBy(() -> store.file(row, "a/one")).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> store.verify(row)).hasMessageContaining("'a/one'");
  }

  @Test
  void stage_whatIsNoStepId_isRefused() {
    for (String step :
        List.of("", "..", "../x", "a/..", "a\0", "A", "a-b", ".a", "a\\b", "a[", "/a")) {
      assertThatThrownBy(() -> store.stage(RUN, step))
          .as(step)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void stage_ofATaskInsideAnother_isAPlaceOfItsOwn() throws IOException {
    Path one = store.stage(RUN, "each[2]/train");
    Path other = store.stage(RUN, "each[2]/train");
    Files.writeString(one.resolve("a"), "1");

    assertThat(one).isNotEqualTo(other);
    assertThat(other).isEmptyDirectory();
    store.publish(Examples.TYPE, new Examples(new Handle.Staged(one, new LinkedHashMap<>())));
    store.discardStaged(RUN);
    assertThat(other).doesNotExist();
  }

  @Test
  void open_unknownDigest_isNotFound() {
    assertThatThrownBy(() -> store.open(Samples.artifact("Model/1", "never published")))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.kind()).isEqualTo(UserError.Kind.NOT_FOUND));
  }

  @Test
  void discardStaged_afterACrash_removesWhatIsLeftOfThatRunOnly() throws IOException {
    Path outside = Files.writeString(directory.resolve("outside"), "kept");
    Examples left = examples(Map.of("a/b", "1"));
    Files.createSymbolicLink(left.file("link"), outside);
    Path other = store.stage(Id.at(Samples.NOON), "train");
    ArtifactRow published = store.publish(Examples.TYPE, examples(Map.of("a", "1")));

    store.discardStaged(RUN);
    store.discardStaged(RUN);

    assertThat(left.directory()).doesNotExist();
    assertThat(outside).exists();
    assertThat(other).exists();
    store.verify(published);
  }

  private Examples examples(Map<String, String> files) throws IOException {
    Path staged = store.stage(RUN, "ingest");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = staged.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
    return new Examples(new Handle.Staged(staged, new LinkedHashMap<>()));
  }

  private void assertRefused(Examples staged, String named) {
    assertThatThrownBy(() -> store.publish(Examples.TYPE, staged))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(named);
  }

  private static void damage(Path file, String text) throws IOException {
    damage(file, text.getBytes(UTF_8));
  }

  private static void damage(Path file, byte[] bytes) throws IOException {
    assertThat(file.toFile().setWritable(true)).isTrue();
    Files.write(file, bytes);
  }
}
