package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CEL is loaded for formulas, and for nothing else: that takes more than half a second. */
class LazyFormulasTest {

  @Test
  void read_bareReferencesAndOneOf_needsNoCel() throws Exception {
    String oneOf =
        Flights.YAML.replace(
            "${ params.trees }", "${one_of(steps.ingest.rows, steps.ingest.rows)}");
    try (URLClassLoader withoutCel = withoutCel()) {
      assertThat(problems(withoutCel, Flights.YAML)).isEqualTo("");
      assertThat(problems(withoutCel, oneOf)).isEqualTo("");
    }
  }

  @Test
  void read_formula_needsCel() throws Exception {
    String formula = Flights.YAML.replace("${ params.trees }", "${params.trees + 1}");
    assertThat(Flights.read(formula).text()).isEmpty();
    try (URLClassLoader withoutCel = withoutCel()) {
      assertThatThrownBy(() -> problems(withoutCel, formula))
          .hasRootCauseInstanceOf(ClassNotFoundException.class)
          .rootCause()
          .hasMessageStartingWith("dev.cel.");
    }
  }

  /** What lint says of a flights file where there is only what a class loader has. */
  private static String problems(ClassLoader loader, String yaml) throws Exception {
    Class<?> flights = loader.loadClass(Flights.class.getName());
    Method read = flights.getDeclaredMethod("read", String.class);
    read.setAccessible(true);
    Object outcome = read.invoke(null, yaml);
    Method text = outcome.getClass().getDeclaredMethod("text");
    text.setAccessible(true);
    return (String) text.invoke(outcome);
  }

  private static URLClassLoader withoutCel() throws IOException {
    URL[] urls =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains(Path.of("dev", "cel").toString()))
            .map(LazyFormulasTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
