using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Bolt.Tests.Wire;

public sealed class MessageBufferTests
{
    private const int Giant = 4 * 1024 * 1024;

    [Fact]
    public void The_array_of_a_giant_is_kept_for_more_giants_and_goes_with_the_first_small_message()
    {
        var buffer = new MessageBuffer();

        buffer.Append(new byte[Giant]);
        buffer.Clear();
        Assert.True(buffer.Reserve(1).Length >= Giant);

        buffer.Append([1]);
        buffer.Clear();
        Assert.True(buffer.Reserve(1).Length < Giant);
    }

    [Fact]
    public void More_than_was_reserved_cannot_be_counted_as_written()
    {
        var buffer = new MessageBuffer();
        var reserved = buffer.Reserve(10).Length;

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(reserved + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
    }
}
