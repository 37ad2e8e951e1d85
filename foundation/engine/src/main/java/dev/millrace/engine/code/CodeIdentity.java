package dev.millrace.engine.code;

import dev.millrace.core.value.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

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
 *       changes as a whole, with its version.
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

  private final Map<ClassLibrary.Scope, ClassLibrary> libraries = new ConcurrentHashMap<>();
  private final Map<Class<?>, Digest> known = new ConcurrentHashMap<>();

  /** The identity of the code behind a class. */
  public Digest of(Class<?> component) {
    return known.computeIfAbsent(component, this::compute);
  }

  private Digest compute(Class<?> component) {
    ClassLibrary library =
        libraries.computeIfAbsent(ClassLibrary.Scope.of(component), ClassLibrary::new);
    Set<String> lines = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    visit(component.getName().replace('.', '/'), seen, open);
    while (!open.isEmpty()) {
      String name = open.pop();
      switch (library.find(name)) {
        case Code.Own(Digest digest, Set<String> references) -> {
          lines.add(name + " " + digest);
          references.forEach(reference -> visit(reference, seen, open));
        }
        case Code.Library(String file, long bytes) -> lines.add(file + " " + bytes + " bytes");
        case Code.Platform() -> {}
      }
    }
    return Digest.of(String.join("\n", lines));
  }

  private static void visit(String name, Set<String> seen, Deque<String> open) {
    if (seen.add(name)) {
      open.push(name);
    }
  }
}
