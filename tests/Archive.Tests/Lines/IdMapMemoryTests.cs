using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Lines;

public class IdMapMemoryTests
{
    private const int Ids = 1_000_000;

    [Theory]
    [InlineData(1, 4)]
    [InlineData(100, 14)]
    public void A_million_ids_take_the_promised_memory_for_values_of_two_bytes(int step, int allowance) =>
        Assert.InRange(BytesPerId<ushort>(step), sizeof(ushort), sizeof(ushort) + allowance);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(100, 14)]
    public void A_million_ids_take_the_promised_memory_for_values_of_four_bytes(int step, int allowance) =>
        Assert.InRange(BytesPerId<int>(step), sizeof(int), sizeof(int) + allowance);

    private static double BytesPerId<TValue>(int step)
        where TValue : unmanaged
    {
        var map = new IdMap<TValue>();
        for (var i = 0; i < Ids; i++) map.TryAdd((long)i * step, default);
        Assert.Equal(Ids, map.Count);
        return (double)RetainedBytes.Of(map) / Ids;
    }
}
