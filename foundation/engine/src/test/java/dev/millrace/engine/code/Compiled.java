package dev.millrace.engine.code;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java sources compiled while a test runs. */
public final class Compiled {

  private Compiled() {}

  /**
   * Compiles sources by class name into a folder.
   *
   * @param classPath what they may use besides each other
   */
  public static Path into(Path folder, Map<String, String> sources, Path... classPath) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
    if (classPath.length > 0) {
      options.add("-classpath");
      options.add(String.join(":", Stream.of(classPath).map(Path::toString).toList()));
    }
    List<Source> units =
        sources.entrySet().stream().map(e -> new Source(e.getKey(), e.getValue())).toList();
    if (!compiler.getTask(null, null, null, options, null, units).call()) {
      throw new AssertionError("the sources do not compile");
    }
    return folder;
  }

  /** A jar of a folder's files, with entry times of our choosing. */
  public static Path jar(Path jar, Path folder, long time) {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream stream = new JarOutputStream(file);
        Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        JarEntry entry = new JarEntry(folder.relativize(path).toString());
        entry.setTime(time);
        stream.putNextEntry(entry);
        Files.copy(path, stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar;
  }

  /** A class loaded from folders or jars, by a loader of its own. */
  static Class<?> load(String name, Path... classPath) {
    URL[] urls = Stream.of(classPath).map(Compiled::url).toArray(URL[]::new);
    URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** A source held in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String className, String text) {
      super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
