package dev.millrace.engine.code;

import dev.millrace.core.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The class files that a class loader finds, each looked at once. For one thread at a time. */
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
  private final MessageDigest sha256;
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<Path, Code.Library> libraries = new HashMap<>();
  private final Map<Path, JarFile> jars = new HashMap<>();
  private final Map<String, JarFile> packages = new HashMap<>();

  ClassLibrary(Scope scope, MessageDigest sha256) {
    this.scope = scope;
    this.sha256 = sha256;
  }

  /** What stands behind an internal name. */
  Code find(String name) {
    Code found = codes.get(name);
    if (found == null) {
      found = look(name);
      codes.put(name, found);
    }
    return found;
  }

  private Code look(String name) {
    Optional<byte[]> known = ofKnownPackage(name);
    if (known.isPresent()) {
      return own(known.get());
    }
    URL place = scope.loader().getResource(fileOf(name));
    if (place == null || place.getProtocol().equals("jrt")) {
      return new Code.Platform();
    }
    Optional<Path> jar = jarOf(place);
    if (jar.isEmpty()) {
      return own(read(place));
    }
    boolean millrace = name.startsWith(MILLRACE);
    if (!millrace && !jar.equals(scope.ownJar())) {
      return libraries.computeIfAbsent(jar.get(), this::library);
    }
    JarFile opened = jars.computeIfAbsent(jar.get(), ClassLibrary::open);
    if (millrace) {
      packages.put(packageOf(name), opened);
    }
    return own(read(opened, opened.getJarEntry(fileOf(name))));
  }

  /**
   * Millrace's modules have packages of their own, so where one class of a package was found are
   * the others. Asking the class loader for each of several hundred takes twice as long.
   */
  private Optional<byte[]> ofKnownPackage(String name) {
    JarFile jar = packages.get(packageOf(name));
    JarEntry entry = jar == null ? null : jar.getJarEntry(fileOf(name));
    return jar == null || entry == null ? Optional.empty() : Optional.of(read(jar, entry));
  }

  private static byte[] read(JarFile jar, JarEntry entry) {
    try (InputStream stream = jar.getInputStream(entry)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + entry + " in " + jar.getName(), e);
    }
  }

  private Code own(byte[] classFile) {
    References references = References.of(classFile);
    Set<String> reached = new HashSet<>(references.names());
    if (references.loadsServices()) {
      references.names().forEach(service -> reached.addAll(providers(service)));
    }
    return new Code.Own(sha256.digest(classFile), reached);
  }

  /** The internal names that {@code META-INF/services} lists for a service. */
  private Set<String> providers(String service) {
    Set<String> names = new HashSet<>();
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

  /** Past the platform's cache of jars, which would go on with one that was replaced. */
  private static byte[] read(URL place) {
    try {
      URLConnection connection = place.openConnection();
      connection.setUseCaches(false);
      try (InputStream stream = connection.getInputStream()) {
        return stream.readAllBytes();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place, e);
    }
  }

  /** For as long as this is in use, as the class loader has it open too. */
  private static JarFile open(Path jar) {
    try {
      return new JarFile(jar.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  /** Those beside a pipeline change under one name while they are worked on. */
  private Code.Library library(Path jar) {
    boolean installed = scope.loader().equals(ClassLibrary.class.getClassLoader());
    try {
      String content = installed ? Long.toString(Files.size(jar)) : digest(jar).hex();
      return new Code.Library(String.valueOf(jar.getFileName()), content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  private static Digest digest(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return Digest.of(stream);
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

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  private static String fileOf(String name) {
    return name + ".class";
  }
}
