package dev.millrace.core.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
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

  private final StringBuilder text;

  /** What a document is made of, with where it stands in the text. */
  private sealed interface Node {
    int start();

    int end();
  }

  private record Scalar(int start, int end, String value) implements Node {}

  private record Alias(int start, int end, String name) implements Node {}

  private record Sequence(int start, int end, boolean flow, List<Node> elements) implements Node {}

  private record Mapping(int start, int end, boolean flow, List<Pair> pairs) implements Node {
    Optional<Pair> pair(String key) {
      return pairs.stream().filter(pair -> pair.key().equals(key)).findFirst();
    }
  }

  private record Pair(String key, int start, Node value) {}

  private YamlEdit(String text) {
    this.text = new StringBuilder(text);
  }

  public static YamlEdit of(String text) {
    return new YamlEdit(text);
  }

  public String text() {
    return text.toString();
  }

  /**
   * Gives a key of a mapping a value, whether or not it is there.
   *
   * @param path the keys that lead to the mapping, which is there
   * @param value in flow style
   * @return false if nothing could be done: the mapping is not there, or is an alias
   */
  public boolean set(List<String> path, String key, String value) {
    Document document = new Document(text.toString());
    if (!(document.find(path).orElse(null) instanceof Mapping mapping)) {
      return false;
    }
    Optional<Pair> there = mapping.pair(key);
    if (there.isPresent()) {
      Node old = there.get().value();
      text.replace(old.start(), old.end(), value);
    } else if (mapping.flow()) {
      String separator = mapping.pairs().isEmpty() ? " " : ", ";
      int at = mapping.pairs().isEmpty() ? mapping.start() + 1 : last(mapping).value().end();
      text.insert(at, separator + key + ": " + value + (mapping.pairs().isEmpty() ? " " : ""));
    } else {
      int line = lineEnd(last(mapping).value().end());
      String indent = " ".repeat(column(mapping.pairs().getFirst().start()));
      text.insert(line, "\n" + indent + key + ": " + value);
    }
    return true;
  }

  /**
   * Takes a key out of a mapping.
   *
   * @return false if nothing could be done: it is not there, or is all there is
   */
  public boolean remove(List<String> path, String key) {
    Document document = new Document(text.toString());
    if (!(document.find(path).orElse(null) instanceof Mapping mapping)
        || mapping.pair(key).isEmpty()
        || mapping.pairs().size() == 1) {
      return false;
    }
    int index = mapping.pairs().indexOf(mapping.pair(key).orElseThrow());
    List<Pair> pairs = mapping.pairs();
    Pair gone = pairs.get(index);
    if (!mapping.flow()) {
      int from = text.lastIndexOf("\n", gone.start()) + 1;
      text.delete(from, Math.min(text.length(), lineEnd(gone.value().end()) + 1));
    } else if (index > 0) {
      text.delete(pairs.get(index - 1).value().end(), gone.value().end());
    } else {
      text.delete(gone.start(), pairs.get(1).start());
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
    Document document = new Document(text.toString());
    Optional<Node> found = document.find(path).map(document::behind);
    if (!(found.orElse(null) instanceof Sequence list)
        || !list.flow()
        || list.elements().isEmpty()) {
      return false;
    }
    Set<String> there =
        list.elements().stream()
            .filter(Scalar.class::isInstance)
            .map(element -> ((Scalar) element).value())
            .collect(Collectors.toSet());
    StringBuilder more = new StringBuilder();
    values.forEach((value, written) -> more.append(there.contains(value) ? "" : ", " + written));
    text.insert(list.elements().getLast().end(), more);
    return true;
  }

  private static Pair last(Mapping mapping) {
    return mapping.pairs().getLast();
  }

  private int lineEnd(int from) {
    int end = text.indexOf("\n", from);
    return end < 0 ? text.length() : end;
  }

  private int column(int at) {
    return at - text.lastIndexOf("\n", at - 1) - 1;
  }

  /** The nodes of a text. */
  private static final class Document {

    private final String text;
    private final Iterator<Event> events;
    private final Map<String, Node> anchors = new HashMap<>();
    private final Node root;

    Document(String text) {
      this.text = text;
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
      return new Mapping(start, end, opening.isFlow(), pairs);
    }

    private int start(Event event) {
      return offset(event.getStartMark());
    }

    private int end(Event event) {
      return offset(event.getEndMark());
    }

    private int offset(Optional<Mark> mark) {
      return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }
  }
}
