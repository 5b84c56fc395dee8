"""Keys of the Graph tab, of its tree and of its node panel."""

from __future__ import annotations

from tbtui.keys.model import Footers, Key, Where

_G, _T, _N = Where.GRAPH, Where.GRAPH_TREE, Where.NODE

# fmt: off
KEYS: tuple[Key, ...] = (
    # The whole tab.
    Key("graph.choose", "O", "O", "screen.choose_graph", "Graph",
        "Choose the run, the tag and the type of the graph", _G),
    Key("graph.profile", "m", "m", "screen.choose_profile", "Profile",
        "Choose the run metadata that memory and compute time are taken from", _G),
    Key("graph.color", "C", "C", "screen.color(1)", "Colour",
        "Colour by structure, device, XLA cluster, compute time, memory, or not at all", _G),
    Key("graph.compare", "D", "D", "screen.compare_graph", "Compare",
        "Mark what another graph has not, or has differently", _G),
    Key("graph.differences", "V", "V", "screen.toggle_differences", "Only differences",
        "List only what differs between the two graphs; again: everything", _G),
    Key("graph.trace", "T", "T", "screen.trace", "Trace",
        "Mark all that the selection depends on, then all that depends on it, then both", _G),
    Key("graph.beside", "w", "w", "screen.change_panes", "Panes",
        "Flow, node panel, or both beside the tree; on narrow screens one at a time", _G),
    Key("graph.search", "/", "/", "screen.search", "Search",
        "Search names, operations and attributes by a regular expression", _G),
    Key("graph.next_hit", "n", "n", "screen.next_hit(1)", "Next hit",
        "Go to the next hit of the search", _G),
    Key("graph.previous_hit", "N", "N", "screen.next_hit(-1)", "Previous hit",
        "Go to the previous hit of the search", _G),
    Key("graph.back", "<", "<", "screen.go_back(-1)", "Back",
        "Back to where the last jump started", _G),
    Key("graph.forward", ">", ">", "screen.go_back(1)", "Forward",
        "Forward to where the last jump led", _G),
    Key("graph.copy", "y", "y", "screen.copy_node", "Copy",
        "Copy all that the node panel says", _G),
    Key("graph.export", "e", "e", "screen.export", "Export",
        "Write the graph to a file: outline, DOT or JSON", _G),
    # The tree.
    Key("graph_tree.open", "enter", "Enter", "open_line", "Open",
        "Open or close a scope; of a node, go to its panel", _T, command=False),
    Key("graph_tree.toggle", "space", "space", "toggle_row", "Fold",
        "Open or close a scope, or the function that a node calls", _T, command=False),
    Key("graph_tree.expand", "right,l", "→", "expand", "Fold",
        "Open a scope, or go into it", _T, command=False),
    Key("graph_tree.collapse", "left,h", "←", "collapse", "Fold",
        "Close a scope, or go to the one around it", _T, command=False),
    Key("graph_tree.parent", "u", "u", "parent", "Parent",
        "Go to the scope around", _T, command=False),
    Key("graph_tree.expand_below", "asterisk", "*", "expand_below", "All below",
        "Open everything below", _T),
    Key("graph_tree.deeper", "plus", "+", "change_depth(1)", "Depth",
        "Open all scopes down to one more level", _T),
    Key("graph_tree.shallower", "minus", "-", "change_depth(-1)", "Depth",
        "Open all scopes down to one level less", _T),
    Key("graph_tree.collapse_all", "Z", "Z", "collapse_all", "Close all",
        "Close everything", _T),
    Key("graph_tree.isolate", "f", "f", "isolate", "Isolate",
        "Show this subtree alone; again: everything", _T),
    Key("graph_tree.group", "b", "b", "group", "Series",
        "Fold a series of like nodes into one row, or unfold it", _T),
    Key("graph_tree.sort", "s", "s", "sort(1)", "Sort",
        "Sort siblings by the next column", _T),
    Key("graph_tree.sort_back", "S", "S", "sort(-1)", "Sort",
        "Sort siblings by the previous column", _T),
    Key("graph_tree.reverse", "R", "R", "reverse", "Reverse",
        "Sort the other way round", _T),
    # The node panel.
    Key("node.follow", "enter,space,l,right", "Enter", "follow", "Follow",
        "Go to the node of this line, or read a long attribute", _N, command=False),
    Key("node.leave", "h,left,u", "← u", "screen.leave_panel", "Tree",
        "Back to the tree", _N, command=False),
)
# fmt: on

FOOTERS: Footers = {
    Where.GRAPH_TREE: (
        ("graph.search",),
        ("graph_tree.collapse", "graph_tree.expand"),
        ("graph_tree.expand_below",),
        ("graph.color",),
        ("graph.trace",),
        ("graph.beside",),
        ("graph.choose",),
        ("help",),
    ),
    Where.NODE: (
        ("lists.down", "lists.up"),
        ("node.follow",),
        ("graph.back", "graph.forward"),
        ("graph.trace",),
        ("graph.copy",),
        ("graph.beside",),
        ("help",),
    ),
    Where.GRAPH: (
        ("graph.choose",),
        ("graph.search",),
        ("panes.next",),
        ("help",),
    ),
}
