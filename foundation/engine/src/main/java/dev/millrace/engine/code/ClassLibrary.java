package dev.millrace.engine.code;

import dev.millrace.core.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The class files that a class loader finds, each looked at once. */
final class ClassLibrary {

  private static final String MILLRACE = "dev/millrace/";

  /**
   * Where a component's names are looked up, and which jar besides Millrace's is taken by its
   * classes.
   *
   * @param ownJar none for Millrace's components and for classes in folders
   */
  record Scope(ClassLoader loader, Optional<Path> ownJar) {

    static Scope of(Class<?> component) {
      ClassLoader loader =
          Optional.ofNullable(component.getClassLoader())
              .orElseGet(ClassLoader::getSystemClassLoader);
      String name = component.getName().replace('.', '/');
      return new Scope(
          loader,
          name.startsWith(MILLRACE)
              ? Optional.empty()
              : Optional.ofNullable(loader.getResource(fileOf(name))).flatMap(ClassLibrary::jarOf));
    }
  }

  private final Scope scope;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<Path, Code.Library> jars = new ConcurrentHashMap<>();

  ClassLibrary(Scope scope) {
    this.scope = scope;
  }

  /** What stands behind an internal name. */
  Code find(String name) {
    return codes.computeIfAbsent(name, this::look);
  }

  private Code look(String name) {
    URL place = scope.loader().getResource(fileOf(name));
    if (place == null || place.getProtocol().equals("jrt")) {
      return new Code.Platform();
    }
    Optional<Path> jar = jarOf(place);
    if (jar.isEmpty() || name.startsWith(MILLRACE) || jar.equals(scope.ownJar())) {
      return own(read(place));
    }
    return jars.computeIfAbsent(jar.get(), ClassLibrary::library);
  }

  private Code own(byte[] classFile) {
    References references = References.of(classFile);
    Set<String> reached = new TreeSet<>(references.names());
    if (references.loadsServices()) {
      references.names().forEach(service -> reached.addAll(providers(service)));
    }
    return new Code.Own(Digest.of(classFile), reached);
  }

  /** The internal names that {@code META-INF/services} lists for a service. */
  private Set<String> providers(String service) {
    Set<String> names = new TreeSet<>();
    try {
      Enumeration<URL> lists =
          scope.loader().getResources("META-INF/services/" + service.replace('/', '.'));
      while (lists.hasMoreElements()) {
        new String(read(lists.nextElement()), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
            .filter(name -> !name.isEmpty())
            .forEach(names::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the providers of " + service, e);
    }
    return names;
  }

  private static byte[] read(URL place) {
    try (InputStream stream = place.openStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place, e);
    }
  }

  private static Code.Library library(Path jar) {
    try {
      return new Code.Library(String.valueOf(jar.getFileName()), Files.size(jar));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  /** The jar in {@code jar:file:/lib/some.jar!/dev/Some.class}. */
  private static Optional<Path> jarOf(URL place) {
    if (!place.getProtocol().equals("jar")) {
      return Optional.empty();
    }
    String path = place.getPath();
    return Optional.of(Path.of(URI.create(path.substring(0, path.indexOf("!/")))));
  }

  private static String fileOf(String name) {
    return name + ".class";
  }
}
