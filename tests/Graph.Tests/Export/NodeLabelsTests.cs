using StreamingTracker.Backup.Graph.Export;

namespace StreamingTracker.Backup.Graph.Tests.Export;

public sealed class NodeLabelsTests
{
    [Fact]
    public void More_label_sets_than_two_bytes_name_are_told_apart()
    {
        const int Sets = 70_000;
        var labels = new NodeLabels();
        for (var i = 0; i < Sets; i++) Assert.True(labels.TryAdd(i, i));
        for (var i = 0; i < Sets; i++)
        {
            Assert.True(labels.TryGet(i, out var set));
            Assert.Equal(i, set);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(65_534)]
    [InlineData(65_535)]
    [InlineData(1_000_000)]
    public void A_node_is_met_once(int labelSet)
    {
        var labels = new NodeLabels();
        Assert.False(labels.TryGet(5, out _));
        Assert.True(labels.TryAdd(5, labelSet));
        Assert.False(labels.TryAdd(5, 1));
        Assert.False(labels.TryAdd(5, 100_000));
        Assert.True(labels.TryGet(5, out var set));
        Assert.Equal(labelSet, set);
    }
}
