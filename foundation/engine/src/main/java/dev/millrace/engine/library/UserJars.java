package dev.millrace.engine.library;

import dev.millrace.core.artifact.ArtifactType;
import dev.millrace.core.artifact.ArtifactTypes;
import dev.millrace.core.component.Components;
import dev.millrace.core.component.StepCode;
import dev.millrace.core.error.UserError;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.jar.JarFile;

/**
 * The jars of a folder: one class loader for all of them, so that one may need another, whose
 * parent is Millrace's own. What a jar wants to be found is named in its {@code META-INF/services}.
 */
record UserJars(List<StepCode> components, List<ArtifactType<?>> types) {

  /**
   * Loads the jars.
   *
   * @param names of other components, and where each comes from; those of the jars are added
   * @throws UserError if a jar or a class in it cannot be used
   */
  static UserJars load(List<Path> jars, Map<String, String> names) {
    if (jars.isEmpty()) {
      return new UserJars(List.of(), List.of());
    }
    URLClassLoader loader = loader(jars);
    String places = String.join(", ", jars.stream().map(Path::toString).toList());
    try {
      List<StepCode> components = Components.providedBy(loader);
      components.forEach(component -> name(component, places, names));
      return new UserJars(components, ArtifactTypes.providedBy(loader));
    } catch (ServiceConfigurationError | LinkageError | IllegalArgumentException e) {
      throw UserError.failure("the components in " + places + " cannot be used: " + words(e))
          .hint("build the jar for the Java and the Millrace that are running, with what it needs")
          .causedBy(e);
    }
  }

  private static void name(StepCode component, String places, Map<String, String> names) {
    String name = component.signature().name();
    String other = names.putIfAbsent(name, "it is in " + places);
    if (other != null) {
      throw UserError.failure(
              "the component '" + name + "' in " + places + " is there already: " + other)
          .hint("give one of them another name");
    }
  }

  /** Not closed: classes are loaded from the jars when they are first used. */
  private static URLClassLoader loader(List<Path> jars) {
    List<URL> places = new ArrayList<>();
    for (Path jar : jars) {
      try (JarFile _ = new JarFile(jar.toFile())) {
        places.add(jar.toUri().toURL());
      } catch (IOException e) {
        throw UserError.failure(jar + " is no jar that can be read: " + e.getMessage())
            .hint("build it again")
            .causedBy(e);
      }
    }
    return new URLClassLoader(
        "components", places.toArray(URL[]::new), UserJars.class.getClassLoader());
  }

  private static String words(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? String.valueOf(thrown.getMessage()) : thrown.getMessage() + ": " + cause;
  }
}
