package dev.millrace.engine.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeIdentityTest {

  private static final Map<String, String> SOURCES =
      Map.of(
          "user.Step", "package user; public class Step { int run() { return Direct.one(); } }",
          "user.Direct", "package user; class Direct { static int one() { return Deep.ONE[0]; } }",
          "user.Deep", "package user; class Deep { static final int[] ONE = {1}; }",
          "user.Field", "package user; class Field {}",
          "user.Holder", "package user; class Holder { Field[] field; }",
          "user.Other", "package user; class Other { int two() { return 2; } }");

  @TempDir Path folder;
  private int folders;

  @Test
  void of_sameSourcesCompiledTwice_isEqual() {
    assertThat(identity(SOURCES)).isEqualTo(identity(SOURCES));
  }

  @Test
  void of_changeInClassReachedOverAnother_differs() {
    assertThat(
            identity(
                with("user.Deep", "package user; class Deep { static final int[] ONE = {1, 2}; }")))
        .isNotEqualTo(identity(SOURCES));
  }

  @Test
  void of_changeInClassNotReached_isEqual() {
    assertThat(
            identity(with("user.Other", "package user; class Other { int two() { return 3; } }")))
        .isEqualTo(identity(SOURCES));
  }

  @Test
  void of_changeInClassNamedOnlyByDescriptor_differs() {
    Map<String, String> holder =
        with("user.Step", "package user; public class Step { native Holder run(); }");
    Map<String, String> changed = new TreeMap<>(holder);
    changed.put("user.Field", "package user; class Field { int more; }");

    assertThat(identity(changed)).isNotEqualTo(identity(holder));
  }

  @Test
  void of_jarsWithOtherTimesInOtherOrder_isEqual() {
    Path library =
        Compiled.into(
            fresh(),
            Map.of("lib.Library", "package lib; public class Library { public static int x; }"));
    Path other = Compiled.into(fresh(), Map.of("un.Used", "package un; public class Used {}"));
    Path own =
        Compiled.into(
            fresh(),
            Map.of("user.Step", "package user; public class Step { int x = lib.Library.x; }"),
            library);
    Path libraryJar = Compiled.jar(folder.resolve("library-1.0.jar"), library, 0);
    Path otherJar = Compiled.jar(folder.resolve("other-1.0.jar"), other, 0);
    Path early = Compiled.jar(folder.resolve("early.jar"), own, 1_000_000_000_000L);
    Path late = Compiled.jar(folder.resolve("late.jar"), own, 1_700_000_000_000L);

    assertThat(of("user.Step", early, libraryJar))
        .isEqualTo(of("user.Step", otherJar, libraryJar, late));
  }

  @Test
  void of_libraryOfAnotherVersion_differs() {
    Path library =
        Compiled.into(
            fresh(),
            Map.of("lib.Library", "package lib; public class Library { public static int x; }"));
    Path own =
        Compiled.into(
            fresh(),
            Map.of("user.Step", "package user; public class Step { int x = lib.Library.x; }"),
            library);
    Path ownJar = Compiled.jar(folder.resolve("own.jar"), own, 0);

    assertThat(of("user.Step", ownJar, Compiled.jar(folder.resolve("library-1.jar"), library, 0)))
        .isNotEqualTo(
            of("user.Step", ownJar, Compiled.jar(folder.resolve("library-2.jar"), library, 0)));
  }

  @Test
  void of_jarReplacedUnderItsName_differs() {
    Path jar = folder.resolve("own.jar");
    Digest before = of("user.Step", Compiled.jar(jar, Compiled.into(fresh(), SOURCES), 0));
    Map<String, String> changed =
        with("user.Deep", "package user; class Deep { static final int[] ONE = {1, 2}; }");

    assertThat(of("user.Step", Compiled.jar(jar, Compiled.into(fresh(), changed), 0)))
        .isNotEqualTo(before);
    assertThat(of("user.Step", Compiled.jar(jar, Compiled.into(fresh(), SOURCES), 0)))
        .isEqualTo(before);
  }

  @Test
  void of_libraryChangedInPlaceAndSize_differs() {
    Path jar = folder.resolve("library.jar");
    Path one = Compiled.into(fresh(), library(1));
    Path own =
        Compiled.into(
            fresh(),
            Map.of("user.Step", "package user; public class Step { int x = lib.Library.x(); }"),
            one);
    Digest before = of("user.Step", own, Compiled.jar(jar, one, 0));
    long size = jar.toFile().length();
    Digest after = of("user.Step", own, Compiled.jar(jar, Compiled.into(fresh(), library(2)), 0));

    assertThat(jar.toFile().length()).isEqualTo(size);
    assertThat(after).isNotEqualTo(before);
  }

  private static Map<String, String> library(int answer) {
    return Map.of(
        "lib.Library",
        "package lib; public class Library { public static int x() { return " + answer + "; } }");
  }

  @Test
  void of_changeInProviderOfServiceThatIsLoaded_differs() throws Exception {
    assertThat(identityWithProvider(1)).isEqualTo(identityWithProvider(1));
    assertThat(identityWithProvider(1)).isNotEqualTo(identityWithProvider(2));
  }

  private Digest identityWithProvider(int answer) throws Exception {
    Path classes =
        Compiled.into(
            fresh(),
            Map.of(
                "user.Trainer",
                "package user; public interface Trainer { int rounds(); }",
                "user.Boosted",
                "package user; public class Boosted implements Trainer {"
                    + " public int rounds() { return "
                    + answer
                    + "; } }",
                "user.Step",
                "package user; public class Step {"
                    + " Object run() { return java.util.ServiceLoader.load(Trainer.class); } }"));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("user.Trainer"), "# the one\nuser.Boosted # yes\n");
    return of("user.Step", classes);
  }

  private Digest identity(Map<String, String> sources) {
    return of("user.Step", Compiled.into(fresh(), sources));
  }

  private static Digest of(String name, Path... classPath) {
    return new CodeIdentity().of(Compiled.load(name, classPath));
  }

  private static Map<String, String> with(String name, String source) {
    Map<String, String> changed = new TreeMap<>(SOURCES);
    changed.put(name, source);
    return changed;
  }

  private Path fresh() {
    return folder.resolve("classes-" + folders++);
  }
}
