using StreamingTracker.Backup.Archive.Digests;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests.Digests;

/// <summary>A small graph whose digest can be taken with whatever ids and in whatever order.</summary>
internal sealed record HashedGraph(IReadOnlyList<HashedNode> Nodes, IReadOnlyList<HashedRelationship> Relationships)
{
    /// <summary>The digest, with nodes and relationships shuffled and ids chosen at random.</summary>
    public string Digest(int seed = 0)
    {
        var random = new Random(seed);
        var ids = Enumerable.Range(0, Nodes.Count).Select(i => (i * 100L) + random.Next(100)).ToArray();
        random.Shuffle(ids);
        var labels = new LabelSetTable();
        var hasher = new GraphHasher();
        foreach (var i in Shuffled(Nodes.Count))
        {
            hasher.BeginNode(ids[i], labels.Intern(Nodes[i].Labels));
            Pass(Nodes[i].Properties);
            hasher.EndEntity();
        }
        foreach (var relationship in Shuffled(Relationships.Count).Select(i => Relationships[i]))
        {
            hasher.BeginRelationship(System.Text.Encoding.UTF8.GetBytes(relationship.Type), ids[relationship.Start], ids[relationship.End]);
            Pass(relationship.Properties);
            hasher.EndEntity();
        }
        return hasher.Digest();

        void Pass(IReadOnlyList<Action<IPropertySink>> properties)
        {
            foreach (var i in Shuffled(properties.Count)) properties[i](hasher.Properties);
        }

        IEnumerable<int> Shuffled(int count)
        {
            var order = Enumerable.Range(0, count).ToArray();
            random.Shuffle(order);
            return order;
        }
    }
}

internal sealed record HashedNode(string[] Labels, params IReadOnlyList<Action<IPropertySink>> Properties);

internal sealed record HashedRelationship(int Start, string Type, int End, params IReadOnlyList<Action<IPropertySink>> Properties);
