using Store.Contracts.Loyalty;
using Store.Loyalty.Points.Rules;

namespace Store.Loyalty.Accounts;

/// <summary>Tells the books what is owed by the balances of members and gift cards.</summary>
internal static class AnswerGetValueOwed
{
    internal sealed class Handler(Db db, LivePoints live) : IRequestHandler<GetValueOwed, ValueOwed>
    {
        private const decimal MinorPerUnit = 100;

        public async Task<ValueOwed> Handle(GetValueOwed request, CancellationToken cancellationToken)
        {
            var program = (await live.Now(cancellationToken)).Program;
            var before = await db.Query<string>("SELECT Definition FROM loyalty.PointsProgramHistory", null, cancellationToken);
            var even = before.Select(PointsProgram.Read).Append(program).All(one => one.PayRate == 0 || MinorPerUnit % one.PayRate == 0);
            return new ValueOwed(
                await db.Scalar<Money>("SELECT COALESCE(SUM(PrincipalMinor), 0) FROM loyalty.ValueBalances", null, cancellationToken),
                await db.Scalar<Money>("SELECT COALESCE(SUM(BalanceMinor), 0) FROM loyalty.GiftCards", null, cancellationToken),
                program.Worth(await db.Scalar<long>("SELECT COALESCE(SUM(Balance), 0) FROM loyalty.PointsAccounts", null, cancellationToken)),
                even ? Money.Zero : new Money(await db.Scalar<long>("SELECT COUNT(*) FROM loyalty.PointsEntries", null, cancellationToken)));
        }
    }
}
