package dev.millrace.core.component;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The components a pipeline may use, by name. Listing them loads their classes but makes none of
 * them: a component is made when it is first asked for.
 */
public final class Components {

  private final SequencedMap<String, Entry> entries = new LinkedHashMap<>();

  private Components() {}

  /** Those on the class path, in the order of their service files. */
  @SuppressWarnings("rawtypes") // a service is a class, and Component's is raw
  public static Components installed() {
    Components components = new Components();
    ServiceLoader.load(Component.class).stream()
        .forEach(provider -> components.add(new Entry(provider.type(), provider)));
    return components;
  }

  /** The given ones, for tests and for pipelines written in Java. */
  public static Components of(List<? extends Component<?, ?>> given) {
    Components components = new Components();
    given.forEach(component -> components.add(new Entry(component.getClass(), () -> component)));
    return components;
  }

  public Optional<Component<?, ?>> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::component);
  }

  public Optional<ComponentSignature> signature(String name) {
    return Optional.ofNullable(entries.get(name)).map(entry -> ComponentSignature.of(entry.type));
  }

  /** In the order they were found. */
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  private void add(Entry entry) {
    Named named = entry.type.getAnnotation(Named.class);
    if (named == null) {
      throw new IllegalArgumentException(entry.type.getName() + " needs @Named(\"…\")");
    }
    Entry other = entries.putIfAbsent(named.value(), entry);
    if (other != null) {
      throw new IllegalArgumentException(
          "two components are named '"
              + named.value()
              + "': "
              + other.type.getName()
              + " and "
              + entry.type.getName());
    }
  }

  @SuppressWarnings("rawtypes") // see installed()
  private static final class Entry {
    final Class<? extends Component> type;
    private final Supplier<? extends Component> source;
    private @Nullable Component<?, ?> made;

    Entry(Class<? extends Component> type, Supplier<? extends Component> source) {
      this.type = type;
      this.source = source;
    }

    synchronized Component<?, ?> component() {
      Component<?, ?> component = made;
      if (component == null) {
        component = source.get();
        made = component;
      }
      return component;
    }
  }
}
