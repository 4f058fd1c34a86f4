using System.Text;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Sandbox.Values;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>The parameters of a statement, as the normalised PackStream map they came in.</summary>
internal sealed class StatementParameters(byte[] packed)
{
    /// <summary>All of them as objects; for statements with few.</summary>
    public IReadOnlyDictionary<string, object?> ToObjects()
    {
        var reader = new PackStreamReader(packed);
        return reader.ReadMap();
    }

    /// <summary>One of them, an integer.</summary>
    /// <exception cref="ServerFailureException">It is missing, or no integer.</exception>
    public long Integer(string name)
    {
        var reader = new PackStreamReader(Require(name));
        return reader.PeekType() == PackStreamType.Integer
            ? reader.ReadInteger()
            : throw new ServerFailureException(StatusCode.TypeError, $"Expected {name} to be an integer");
    }

    /// <summary>One of them, packed.</summary>
    /// <exception cref="ServerFailureException">It is missing.</exception>
    public ReadOnlySpan<byte> Require(string name)
    {
        var value = PropertyMap.Find(packed, Encoding.UTF8.GetBytes(name));
        return value.IsEmpty ? throw new ServerFailureException(StatusCode.ParameterMissing, $"Expected parameter(s): {name}") : value;
    }
}
