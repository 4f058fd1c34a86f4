using System.Text;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Terminals;

/// <summary>
/// A standard stream that may be closed, or lead to a full disk. On standard output that is a failure with a name of its own; on
/// standard error it can be told to nobody, so the run goes on and its exit code still says how it ended.
/// </summary>
internal sealed class StandardWriter(TextWriter inner, bool isStandardError) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Guard(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Guard(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Guard(() => inner.Write(value));

    public override void WriteLine(string? value) => Guard(() => inner.WriteLine(value));

    public override void Flush() => Guard(inner.Flush);

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (isStandardError) return;
            throw new OutputException($"The result can't be written to standard output: {e.Message}", e);
        }
    }
}

/// <summary>Standard output can't be written to.</summary>
internal sealed class OutputException(string message, Exception inner) : OperationException(
    message, "What the command was to do may be done all the same. Lead its output to where it can be written.", inner);
