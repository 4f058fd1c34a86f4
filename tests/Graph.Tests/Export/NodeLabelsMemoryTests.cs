using StreamingTracker.Backup.Graph.Export;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Graph.Tests.Export;

public sealed class NodeLabelsMemoryTests
{
    [Theory]
    [InlineData(1, 6)]
    [InlineData(100, 16)]
    public void A_node_takes_few_bytes(int distance, int mostBytes)
    {
        const int Nodes = 1_000_000;
        var labels = new NodeLabels();
        for (var i = 0L; i < Nodes; i++) Assert.True(labels.TryAdd(i * distance, (int)(i % 50)));
        Assert.InRange(RetainedBytes.Of(labels), Nodes * 2L, Nodes * (long)mostBytes);
        Assert.True(labels.TryGet(77L * distance, out var set));
        Assert.Equal(27, set);
    }
}
