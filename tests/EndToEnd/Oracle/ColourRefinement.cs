using System.Security.Cryptography;
using System.Text;

namespace StreamingTracker.Backup.EndToEnd.Oracle;

/// <summary>
/// Tells the nodes of a graph apart without their ids, which a restore changes.
/// 1. A node's first colour is the hash of its contents.
/// 2. A colour that several nodes share is refined: by the colour of each neighbour together with the contents and directions of all
/// relationships between the two, so that parallel relationships and loops count, too.
/// 3. This is repeated until no round tells more nodes apart.
/// 4. A last round over all nodes then fixes every relationship between final colours.
/// Two graphs with the same multiset of colours are the same graph wherever a colour belongs to one node, and can differ at most
/// among nodes that look the same from everywhere.
/// </summary>
internal static class ColourRefinement
{
    /// <summary>The final colour of each node, by its id.</summary>
    public static IReadOnlyDictionary<long, string> Refine(GraphPicture picture)
    {
        // 1.
        var colours = new Dictionary<long, string>(picture.Nodes);
        var ties = Ties(picture);

        // 2., 3.
        var (shared, known) = ((IReadOnlyList<long>)[.. colours.Keys], 0);
        while (shared.GroupBy(id => colours[id], StringComparer.Ordinal).ToList() is var groups && groups.Count > known)
        {
            var open = groups.Where(group => group.Skip(1).Any()).ToList();
            (shared, known) = ([.. open.SelectMany(group => group)], open.Count);
            foreach (var (id, colour) in Next(shared, ties, colours)) colours[id] = colour;
        }

        // 4.
        return Next(colours.Keys, ties, colours).ToDictionary();
    }

    private static Dictionary<long, Dictionary<long, List<string>>> Ties(GraphPicture picture)
    {
        var ties = picture.Nodes.Keys.ToDictionary(id => id, _ => new Dictionary<long, List<string>>());
        foreach (var (start, end, hash) in picture.Relationships)
        {
            Tie(ties[start], end, (start == end ? "@" : ">") + hash);
            if (start != end) Tie(ties[end], start, "<" + hash);
        }

        return ties;
    }

    private static void Tie(Dictionary<long, List<string>> ties, long neighbour, string relationship)
    {
        if (ties.TryGetValue(neighbour, out var relationships)) relationships.Add(relationship);
        else ties[neighbour] = [relationship];
    }

    private static List<KeyValuePair<long, string>> Next(
        IEnumerable<long> nodes, Dictionary<long, Dictionary<long, List<string>>> ties, Dictionary<long, string> colours) =>
        nodes.Select(id => KeyValuePair.Create(id, Hash(colours[id], ties[id].Select(tie => Hash(colours[tie.Key], tie.Value))))).ToList();

    private static string Hash(string colour, IEnumerable<string> parts) =>
        Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(colour + string.Concat(parts.Order(StringComparer.Ordinal)))));
}
