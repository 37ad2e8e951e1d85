package dev.millrace.core.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Changes single keys of a YAML document and leaves everything else as a person wrote it: comments,
 * order, layout, anchors. It works on the places that the parser tells, and only ever writes values
 * in flow style, which may stand anywhere.
 *
 * <p>The document is one that {@link YamlFile} reads.
 */
public final class YamlEdit {

  private final String text;
  private final Document document;
  private final List<Change> changes = new ArrayList<>();

  /** Where mappings start that were empty, and got a key. */
  private final Set<Integer> begun = new HashSet<>();

  /** What lists hold, with what was put into them, by where they start. */
  private final Map<Integer, Set<String>> appended = new HashMap<>();

  /** What a document is made of, with where it stands in the text. */
  private sealed interface Node {
    int start();

    int end();
  }

  private record Scalar(int start, int end, String value) implements Node {}

  private record Alias(int start, int end, String name) implements Node {}

  private record Sequence(int start, int end, boolean flow, List<Node> elements) implements Node {}

  private record Mapping(
      int start, int end, boolean flow, List<Pair> pairs, Map<String, Pair> byKey) implements Node {
    Optional<Pair> pair(String key) {
      return Optional.ofNullable(byKey.get(key));
    }
  }

  private record Pair(String key, int start, Node value) {}

  /** Text that takes the place of other text; what goes in at one place, in the order it was. */
  private record Change(int start, int end, String text) {}

  private YamlEdit(String text) {
    this.text = text;
    this.document = new Document(text);
  }

  public static YamlEdit of(String text) {
    return new YamlEdit(text);
  }

  /** The text with all changes; empty if they get in each other's way. */
  public Optional<String> text() {
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (Change change : changes.stream().sorted(Comparator.comparingInt(Change::start)).toList()) {
      if (change.start() < at) {
        return Optional.empty();
      }
      changed.append(text, at, change.start()).append(change.text());
      at = change.end();
    }
    return Optional.of(changed.append(text, at, text.length()).toString());
  }

  /**
   * Gives a key of a mapping a value, whether or not it is there.
   *
   * @param path the keys that lead to the mapping, which is there
   * @param value in flow style
   * @return false if nothing could be done: the mapping is not there, or is an alias
   */
  public boolean set(List<String> path, String key, String value) {
    if (!(document.find(path).orElse(null) instanceof Mapping mapping)) {
      return false;
    }
    Optional<Pair> there = mapping.pair(key);
    if (there.isPresent()) {
      change(there.get().value().start(), there.get().value().end(), value);
    } else if (!mapping.flow()) {
      String indent = " ".repeat(column(mapping.pairs().getFirst().start()));
      insert(lineEnd(mapping.end()), "\n" + indent + key + ": " + value);
    } else if (mapping.pairs().isEmpty()) {
      insert(mapping.start() + 1, begun.add(mapping.start()) ? " " : ", ");
      insert(mapping.start() + 1, key + ": " + value);
    } else {
      insert(mapping.pairs().getLast().value().end(), ", " + key + ": " + value);
    }
    return true;
  }

  private void insert(int at, String added) {
    change(at, at, added);
  }

  private void change(int start, int end, String by) {
    changes.add(new Change(start, end, by));
  }

  /**
   * Takes a key out of a mapping.
   *
   * @return false if nothing could be done: it is not there, or is all there is
   */
  public boolean remove(List<String> path, String key) {
    if (!(document.find(path).orElse(null) instanceof Mapping mapping)
        || mapping.pair(key).isEmpty()
        || mapping.pairs().size() == 1) {
      return false;
    }
    int index = mapping.pairs().indexOf(mapping.pair(key).orElseThrow());
    List<Pair> pairs = mapping.pairs();
    Pair gone = pairs.get(index);
    if (!mapping.flow()) {
      int from = text.lastIndexOf('\n', gone.start()) + 1;
      change(from, Math.min(text.length(), lineEnd(gone.value().end()) + 1), "");
    } else if (index > 0) {
      change(pairs.get(index - 1).value().end(), gone.value().end(), "");
    } else {
      change(gone.start(), pairs.get(1).start(), "");
    }
    return true;
  }

  /**
   * Puts values at the end of a list in flow style; that of an anchor where an alias stands.
   *
   * @param path the keys that lead to the list
   * @param values in flow style, by what they are; those that are there already stay as they are
   * @return false if nothing could be done: there is no list, or one in block style
   */
  public boolean append(List<String> path, SequencedMap<String, String> values) {
    Optional<Node> found = document.find(path).map(document::behind);
    if (!(found.orElse(null) instanceof Sequence list)
        || !list.flow()
        || list.elements().isEmpty()) {
      return false;
    }
    Set<String> there = appended.computeIfAbsent(list.start(), _ -> values(list));
    values.forEach(
        (value, written) -> {
          if (there.add(value)) {
            insert(list.elements().getLast().end(), ", " + written);
          }
        });
    return true;
  }

  private static Set<String> values(Sequence list) {
    Set<String> values = new HashSet<>();
    for (Node element : list.elements()) {
      if (element instanceof Scalar scalar) {
        values.add(scalar.value());
      }
    }
    return values;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private int column(int at) {
    return at - text.lastIndexOf('\n', at - 1) - 1;
  }

  /** The nodes of a text. */
  private static final class Document {

    /** Where each character of the text starts; the parser counts characters, Java halves. */
    private final int[] offsets;

    private final Iterator<Event> events;
    private final Map<String, Node> anchors = new HashMap<>();
    private final Node root;

    Document(String text) {
      offsets = new int[text.codePointCount(0, text.length()) + 1];
      int at = 0;
      for (int i = 1; i < offsets.length; i++) {
        at += Character.charCount(text.codePointAt(at));
        offsets[i] = at;
      }
      LoadSettings settings =
          LoadSettings.builder().setBufferSize(Math.max(1, text.length())).build();
      events = new Parse(settings).parseString(text).iterator();
      events.next(); // start of the stream
      events.next(); // start of the document
      root = node(events.next());
    }

    Optional<Node> find(List<String> path) {
      Optional<Node> at = Optional.of(root);
      for (String key : path) {
        at =
            at.map(this::behind)
                .filter(Mapping.class::isInstance)
                .flatMap(mapping -> ((Mapping) mapping).pair(key))
                .map(Pair::value);
      }
      return at;
    }

    /** What an alias stands for; anything else for itself. */
    Node behind(Node node) {
      return node instanceof Alias alias ? anchors.getOrDefault(alias.name(), node) : node;
    }

    private Node node(Event event) {
      int start = start(event);
      Node node =
          switch (event) {
            case AliasEvent alias -> new Alias(start, end(event), alias.getAlias().getValue());
            case ScalarEvent scalar -> new Scalar(start, end(event), scalar.getValue());
            case SequenceStartEvent sequence -> sequence(start, sequence);
            case MappingStartEvent mapping -> mapping(start, mapping);
            default -> throw new IllegalStateException("the YAML parser gave " + event);
          };
      if (!(event instanceof AliasEvent)) {
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
      }
      return node;
    }

    private Sequence sequence(int start, SequenceStartEvent opening) {
      List<Node> elements = new ArrayList<>();
      Event event = events.next();
      while (event.getEventId() != Event.ID.SequenceEnd) {
        elements.add(node(event));
        event = events.next();
      }
      int end = opening.isFlow() || elements.isEmpty() ? end(event) : elements.getLast().end();
      return new Sequence(start, end, opening.isFlow(), elements);
    }

    private Mapping mapping(int start, MappingStartEvent opening) {
      List<Pair> pairs = new ArrayList<>();
      Event event = events.next();
      while (event.getEventId() != Event.ID.MappingEnd) {
        String key = event instanceof ScalarEvent scalar ? scalar.getValue() : "";
        int at = start(event);
        pairs.add(new Pair(key, at, node(events.next())));
        event = events.next();
      }
      int end = opening.isFlow() || pairs.isEmpty() ? end(event) : pairs.getLast().value().end();
      Map<String, Pair> byKey = new HashMap<>();
      pairs.forEach(pair -> byKey.put(pair.key(), pair));
      return new Mapping(start, end, opening.isFlow(), pairs, byKey);
    }

    private int start(Event event) {
      return offset(event.getStartMark());
    }

    private int end(Event event) {
      return offset(event.getEndMark());
    }

    private int offset(Optional<Mark> mark) {
      return offsets[mark.orElseThrow().getIndex()];
    }
  }
}
