using System.Security.Cryptography;
using System.Text;

namespace StreamingTracker.Backup.EndToEnd.Oracle;

/// <summary>
/// Tells the nodes of a graph apart without their ids, which a restore changes. A node's first colour is the hash of its contents;
/// its next one adds, for each neighbour, that one's colour with the contents and directions of all relationships between the two:
/// so parallel relationships and loops count, too. Repeated until no round tells more nodes apart: then two graphs with the same
/// multiset of colours are the same graph wherever a colour belongs to one node, and can differ at most among nodes that look the
/// same from everywhere.
/// </summary>
internal static class ColourRefinement
{
    /// <summary>The final colour of each node, by its id.</summary>
    public static IReadOnlyDictionary<long, string> Refine(GraphPicture picture)
    {
        var colours = picture.Nodes;
        for (var (known, now) = (0, Distinct(colours)); now > known; (known, now) = (now, Distinct(colours))) colours = Next(picture, colours);
        return colours;
    }

    private static int Distinct(IReadOnlyDictionary<long, string> colours) => colours.Values.Distinct(StringComparer.Ordinal).Count();

    private static Dictionary<long, string> Next(GraphPicture picture, IReadOnlyDictionary<long, string> colours)
    {
        var ties = picture.Nodes.Keys.ToDictionary(id => id, _ => new Dictionary<long, List<string>>());
        foreach (var (start, end, hash) in picture.Relationships)
        {
            Tie(ties[start], end, (start == end ? "@" : ">") + hash);
            if (start != end) Tie(ties[end], start, "<" + hash);
        }

        return ties.ToDictionary(
            node => node.Key,
            node => Hash(colours[node.Key], node.Value.Select(tie => Hash(colours[tie.Key], tie.Value))));
    }

    private static void Tie(Dictionary<long, List<string>> ties, long neighbour, string relationship)
    {
        if (ties.TryGetValue(neighbour, out var relationships)) relationships.Add(relationship);
        else ties[neighbour] = [relationship];
    }

    private static string Hash(string colour, IEnumerable<string> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(colour + string.Concat(parts.Order(StringComparer.Ordinal)))));
}
