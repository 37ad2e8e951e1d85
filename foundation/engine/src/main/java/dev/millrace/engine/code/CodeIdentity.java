package dev.millrace.engine.code;

import dev.millrace.core.value.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which code a component is: a digest over every class it can reach.
 *
 * <p>The cache may hand out an old result only if the code that would make it again is the same.
 * Taking a component's whole module and all modules below it would be right, but too coarse: a
 * changed line in one trainer would run ingest, statistics and every other step again, and a
 * developer would learn to distrust the cache. So the class itself is the start of a walk over the
 * class files: from each class to all that its constant pool names, in class entries and in
 * descriptors, through superclasses, permitted subclasses, records, lambdas and annotations. The
 * walk over-approximates what can be executed (a class that is named need not be called), so a
 * change in reached code is never missed, and code that is not reached never invalidates.
 *
 * <ul>
 *   <li>Millrace's classes, and those of the component's own jar or folder, are taken by the digest
 *       of their bytes. Not the jar's bytes: those change with its time stamps and order.
 *   <li>A library's jar is taken by its file name and size, once, and is not walked into: it
 *       changes as a whole, with its version. One beside a pipeline is taken by its bytes instead.
 *   <li>Where a class uses {@link java.util.ServiceLoader}, the providers of every service it names
 *       are reached too.
 *   <li>The Java platform is left out: what Millrace stores does not depend on it.
 * </ul>
 *
 * <p>Not seen: classes named only by strings, and what stands behind a port of the task, which a
 * component that depends on it reports as {@code outside}.
 *
 * <p>The digest is the same for any order of the class path. Each class file is read once per
 * process.
 */
public final class CodeIdentity {

  /** What all engines of this process share, since they run the same classes. */
  public static final CodeIdentity OF_THIS_PROCESS = new CodeIdentity();

  private final MessageDigest sha256 = sha256();
  private final Map<ClassLibrary.Scope, ClassLibrary> libraries = new Newest();
  private final ClassValue<Digest> known =
      new ClassValue<>() {
        @Override
        protected Digest computeValue(Class<?> component) {
          return digest(reached(component));
        }
      };

  /**
   * Each holds on to a class loader, and a jar beside a pipeline gets another whenever it changes.
   */
  private static final class Newest extends LinkedHashMap<ClassLibrary.Scope, ClassLibrary> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 8;

    Newest() {
      super(MOST, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<ClassLibrary.Scope, ClassLibrary> eldest) {
      return size() > MOST;
    }
  }

  /** The identity of the code behind a class. */
  public synchronized Digest of(Class<?> component) {
    return known.get(component);
  }

  /** All that a class reaches, itself included, by a name that tells it apart. */
  private SortedMap<String, Code> reached(Class<?> component) {
    ClassLibrary library =
        libraries.computeIfAbsent(
            ClassLibrary.Scope.of(component), scope -> new ClassLibrary(scope, sha256));
    SortedMap<String, Code> reached = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.push(component.getName().replace('.', '/'));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!seen.add(name)) {
        continue;
      }
      switch (library.find(name)) {
        case Code.Own own -> {
          reached.put(name, own);
          open.addAll(own.references());
        }
        case Code.Library jar -> reached.put(jar.file(), jar);
        case Code.Platform() -> {}
      }
    }
    return reached;
  }

  private Digest digest(SortedMap<String, Code> reached) {
    reached.forEach(
        (name, code) -> {
          sha256.update(name.getBytes(StandardCharsets.UTF_8));
          sha256.update((byte) 0);
          switch (code) {
            case Code.Own own -> sha256.update(own.sha256());
            case Code.Library jar -> sha256.update(jar.content().getBytes(StandardCharsets.UTF_8));
            case Code.Platform() -> {}
          }
        });
    return new Digest(HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
