using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using MediatR;
using Store.Kernel.Access;
using Store.Kernel.Database;
using Store.Kernel.Http;
using Store.Kernel.Time;
using Store.Kernel.Values;

namespace Store.Kernel.Pipeline;

/// <summary>
/// Makes a retry safe: the answer is stored under the caller's <c>Idempotency-Key</c> in the transaction of the effect. The same key with the
/// same body answers as the first time; with another body it is refused.
/// </summary>
internal sealed class Idempotency(Db db, Caller caller, TimeProvider clock)
{
    public async Task<TResult> Once<TResult>(IRequest<TResult> request, RequestHandlerDelegate<TResult> next, CancellationToken cancellationToken)
    {
        if (caller.IdempotencyKey is null || request is IPersonal)
            return await next();

        var operation = Telemetry.SliceName(request.GetType());
        var bodyHash = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), ValueJson.Stored)));
        var key = new { Key = caller.IdempotencyKey, caller.UserId };

        if (await Stored(key, cancellationToken) is { } stored)
        {
            return stored.Operation == operation && stored.BodyHash == bodyHash
                ? JsonSerializer.Deserialize<TResult>(stored.Answer, ValueJson.Stored)!
                : throw new RuleBroken("idempotency.key_reused", "This Idempotency-Key has already been used for another request.");
        }

        var result = await Carry(next, key, cancellationToken);
        try
        {
            await db.Execute("""
                INSERT INTO kernel.IdempotencyKeys (UserId, IdempotencyKey, Operation, BodyHash, Answer, CreatedAt)
                VALUES (@UserId, @Key, @operation, @bodyHash, @Answer, @CreatedAt)
                """, new
            {
                key.UserId, key.Key, operation, bodyHash,
                Answer = JsonSerializer.Serialize(result, ValueJson.Stored), CreatedAt = clock.UtcNow(),
            }, cancellationToken);
        }
        catch (DbException refused) when (db.IsDuplicate(refused))
        {
            throw new RunAgain("The same Idempotency-Key was stored by a parallel request.", refused);
        }

        return result;
    }

    /// <summary>What a parallel request with the same key has done is what refuses this one: its points are spent, its code is taken. The answer is that one's, and no refusal.</summary>
    private async Task<TResult> Carry<TResult>(RequestHandlerDelegate<TResult> next, object key, CancellationToken cancellationToken)
    {
        try
        {
            return await next();
        }
        catch (Refusal refused)
        {
            if (await Stored(key, cancellationToken) is not null)
                throw new RunAgain("The same request was carried out in parallel.", refused);
            throw;
        }
    }

    private Task<StoredAnswer?> Stored(object key, CancellationToken cancellationToken) => db.Find<StoredAnswer>("""
        SELECT Operation, BodyHash, Answer
        FROM   kernel.IdempotencyKeys
        WHERE  UserId = @UserId AND IdempotencyKey = @Key
        """, key, cancellationToken);

    private sealed record StoredAnswer(string Operation, string BodyHash, string Answer);
}
